import type { KeyPolicyName, PolicyAct, PolicyClock } from '@latchkey/vocabulary';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DueKeyView, KeyPoliciesView } from '../../shared/api/model';
import { apiKeysPath } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import styles from './apis.module.css';
import { dryRunPolicies } from './change-api';

const POLICY_WORDS: Readonly<Record<KeyPolicyName, string>> = {
  unused: 'Not used',
  age: 'Old',
  owner_left: 'Creator has left',
};

const ACT_WORDS: Readonly<Record<PolicyAct, string>> = { disable: 'Disabled', revoke: 'Revoked' };

const CLOCK_WORDS: Readonly<Record<PolicyClock, string>> = {
  created: 'created',
  used: 'last used',
  enabled: 'enabled',
  owner_left: 'its creator left',
};

const NAME: Column<DueKeyView> = {
  heading: 'Key',
  cell: ({ label, keyId, workspaceId }) => (
    <RecordName second={<code>{keyId}</code>}>
      <Link to={`${apiKeysPath(workspaceId)}?${new URLSearchParams({ q: label }).toString()}`}>{label}</Link>
    </RecordName>
  ),
};

const COLUMNS: readonly Column<DueKeyView>[] = [
  {
    heading: 'Would be',
    cell: ({ act }) => <Badge tone={act === 'revoke' ? 'danger' : 'warning'}>{ACT_WORDS[act]}</Badge>,
  },
  { heading: 'Because', cell: ({ policy }) => POLICY_WORDS[policy] },
  {
    heading: 'Counted from',
    cell: ({ countedFrom, since }) => (
      <>
        {CLOCK_WORDS[countedFrom]} <MomentText at={since} past />
      </>
    ),
  },
];

interface DryRunProps {
  apiId: string;
  policies: KeyPoliciesView;
}

/** A page may be short, or empty, although there are more: the button says so. */
export function DryRun({ apiId, policies }: DryRunProps) {
  const due = useInfiniteQuery({
    queryKey: ['apis', apiId, 'dry-run', policies],
    queryFn: ({ pageParam }) => dryRunPolicies(apiId, policies, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: 0,
    staleTime: Infinity,
  });
  const keys = due.data?.pages.flatMap(({ data }) => data) ?? null;
  const none = keys?.length === 0 && !due.hasNextPage;
  return (
    <section className={styles.part} aria-label="What the policies would do">
      <Notice title="Nothing has changed">
        <p>
          {none
            ? 'With these policies no key would be touched today.'
            : 'With these policies these keys would be touched in the next run.'}
        </p>
      </Notice>
      {due.isError && (
        <ErrorNotice
          error={due.error}
          title="What the policies would do could not be found out."
          consequence="Nothing was changed."
          onRetry={() => void due.refetch()}
        />
      )}
      {!none && !due.isError && (
        <RecordList
          caption="Keys that the policies are due on, newest first"
          rows={keys}
          idOf={({ keyId }) => keyId}
          name={NAME}
          columns={COLUMNS}
          busy={due.isFetching}
        />
      )}
      {due.hasNextPage && (
        <p>
          <Button busy={due.isFetchingNextPage} onClick={() => void due.fetchNextPage()}>
            {due.isFetchingNextPage ? 'Looking…' : 'Look further'}
          </Button>
        </p>
      )}
    </section>
  );
}
