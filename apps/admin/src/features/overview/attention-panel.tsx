import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useAccess } from '../../shared/access/use-access';
import { serverNowMs } from '../../shared/api/server-clock';
import { apiKeysPath } from '../../shared/api/workspaces';
import { MomentText } from '../../shared/format/moment-text';
import { keyPath } from '../../shared/format/places';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { KeyLabel, KeyLink } from '../../shared/records/key-link';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Section } from '../../shared/ui/section';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { type Attention, attentionOf, type Want } from './attention';
import { firingAlertsQuery, keysAtWorkQuery } from './overview-queries';

const SHOWN_MAX = 10;

const WANT_WORDS: Readonly<Record<Want, { title: string; remedy: string }>> = {
  expiring: { title: 'Expires soon', remedy: 'Rotate it' },
  rotation_due: { title: 'Rotation is due', remedy: 'Rotate it' },
  silent: { title: 'Not used for long', remedy: 'Revoke it, if nobody needs it' },
  never_used: { title: 'Never used', remedy: 'Use it, or revoke it' },
};

/** Before “3 days ago”, or “in 3 days”. */
const WHEN_WORDS: Readonly<Record<Want, string>> = {
  expiring: 'Ends',
  rotation_due: 'Due',
  silent: 'Last used',
  never_used: 'Made',
};

export function AttentionPanel({ workspaceId }: { workspaceId: string }) {
  const readsAlerts = useAccess(workspaceId)?.may('alerts:read') ?? false;
  const keys = useQuery(keysAtWorkQuery(workspaceId));
  const alerts = useQuery({ ...firingAlertsQuery(workspaceId), enabled: readsAlerts });
  const wanted = keys.data && attentionOf(keys.data.keys, alerts.data ?? [], serverNowMs());
  return (
    <Section heading="Keys that want attention" lead={leadOf(wanted, keys.data?.all ?? true)}>
      {keys.isError && (
        <ErrorNotice
          error={keys.error}
          title="The keys could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void keys.refetch()}
        />
      )}
      {!keys.isError && wanted?.length !== 0 && (
        <RecordList
          caption="Keys that want attention, the most urgent first"
          rows={wanted?.slice(0, SHOWN_MAX) ?? null}
          idOf={({ keyId }) => keyId}
          name={{
            heading: 'Key',
            cell: ({ keyId }) => (
              <RecordName>
                <KeyLink workspaceId={workspaceId} keyId={keyId} />
              </RecordName>
            ),
          }}
          columns={columnsOf(workspaceId)}
        />
      )}
      <p>
        <Link to={apiKeysPath(workspaceId)}>All API keys</Link>
      </p>
    </Section>
  );
}

function leadOf(wanted: readonly Attention[] | undefined, all: boolean): string | undefined {
  const looked = all ? '' : ' Of keys that lie idle, the newest 100 were looked at.';
  if (wanted?.length === 0) return `None expires soon, is due for rotation or lies idle.${looked}`;
  const more = (wanted?.length ?? 0) - SHOWN_MAX;
  return (more > 0 ? `And ${more} more.` : '') + looked || undefined;
}

const columnsOf = (workspaceId: string): readonly Column<Attention>[] => [
  { heading: 'Why', cell: ({ want }) => WANT_WORDS[want].title },
  {
    heading: 'When',
    cell: ({ want, at }) => (
      <>
        {WHEN_WORDS[want]} <MomentText at={at} past={want !== 'expiring'} />
      </>
    ),
  },
  {
    heading: 'What to do',
    cell: ({ want, keyId }) => (
      <Link to={keyPath(workspaceId, keyId)}>
        {WANT_WORDS[want].remedy}
        <VisuallyHidden>
          : <KeyLabel workspaceId={workspaceId} keyId={keyId} />
        </VisuallyHidden>
      </Link>
    ),
  },
];
