import { USAGE_KEYS_DEFAULT } from '@latchkey/vocabulary';
import type { WorkspaceUsage } from '../../shared/api/model';
import { wholeNumber } from '../../shared/chart/chart-words';
import { MomentText } from '../../shared/format/moment-text';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { KeyLink } from '../../shared/records/key-link';
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
          cell: ({ keyId }) => (
            <RecordName>
              <KeyLink workspaceId={workspaceId} keyId={keyId} />
            </RecordName>
          ),
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
