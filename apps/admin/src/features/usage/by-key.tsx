import { useQueries } from '@tanstack/react-query';
import { USAGE_KEYS_DEFAULT } from '@latchkey/vocabulary';
import { Link } from 'react-router';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { KeyView, WorkspaceUsage } from '../../shared/api/model';
import { apiKeyPath } from '../../shared/api/workspaces';
import { wholeNumber } from '../../shared/chart/chart-words';
import { MomentText } from '../../shared/format/moment-text';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Section } from '../../shared/ui/section';
import { outcomeTitle } from '../../shared/usage/outcome-words';
import { reasonsOf, refusedOf } from '../../shared/usage/outcomes';

type UsageOfKey = WorkspaceUsage['keys'][number];

interface UsageByKeyProps {
  workspaceId: string;
  keys: readonly UsageOfKey[];
  busy: boolean;
}

export function UsageByKey({ workspaceId, keys, busy }: UsageByKeyProps) {
  const known = useKeys(
    workspaceId,
    keys.map(({ keyId }) => keyId),
  );
  if (keys.length === 0) return <Section heading="By key" lead="No key was used in this time." />;
  const full = keys.length >= USAGE_KEYS_DEFAULT;
  return (
    <Section heading="By key" {...(full && { lead: `The ${USAGE_KEYS_DEFAULT} busiest.` })}>
      <RecordList
        caption="Requests by key, the busiest first"
        rows={keys}
        idOf={({ keyId }) => keyId}
        name={{
          heading: 'Key',
          cell: ({ keyId }) => <KeyLink workspaceId={workspaceId} keyId={keyId} known={known.get(keyId)} />,
        }}
        columns={[
          { heading: 'Accepted', cell: ({ totals }) => wholeNumber(totals.allowed) },
          { heading: 'Refused', cell: ({ totals }) => wholeNumber(refusedOf(totals)) },
          { heading: 'Mostly because of', cell: ({ totals }) => mainReason(totals) },
          {
            heading: 'Last used',
            cell: ({ lastUsedAt }) => (lastUsedAt ? <MomentText at={lastUsedAt} past /> : 'Never'),
          },
        ]}
        busy={busy}
      />
    </Section>
  );
}

function mainReason(totals: UsageOfKey['totals']): string {
  const [main] = reasonsOf(totals);
  return main ? outcomeTitle(main.reason) : '–';
}

interface KeyLinkProps {
  workspaceId: string;
  keyId: string;
  known: KeyView | undefined;
}

const KeyLink = ({ workspaceId, keyId, known }: KeyLinkProps) => (
  <RecordName second={known && <code>{`${known.start}…${known.last4}`}</code>}>
    <Link to={apiKeyPath(workspaceId, keyId)}>
      <bdi>{known?.label ?? keyId}</bdi>
    </Link>
  </RecordName>
);

/** Usage names keys by id: revoked ones too, which no page of a list may hold. Until a label is there, the id stands. */
function useKeys(workspaceId: string, keyIds: readonly string[]): ReadonlyMap<string, KeyView> {
  const answers = useQueries({
    queries: keyIds.map((keyId) => ({
      queryKey: ['keys', workspaceId, 'one', keyId],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        answered(
          api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}', { params: { path: { workspaceId, keyId } }, signal }),
        ),
      staleTime: 60_000,
    })),
  });
  return new Map(answers.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])));
}
