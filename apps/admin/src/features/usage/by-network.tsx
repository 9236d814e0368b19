import type { WorkspaceUsage } from '../../shared/api/model';
import { wholeNumber } from '../../shared/chart/chart-words';
import { MomentText } from '../../shared/format/moment-text';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Section } from '../../shared/ui/section';

export function UsageByNetwork({ networks }: Pick<WorkspaceUsage, 'networks'>) {
  if (networks.length === 0) return null;
  return (
    <Section
      heading="Where requests come from"
      lead="The networks that accepted requests came from in the last 90 days, whatever range is chosen."
    >
      <RecordList
        caption="Networks, the one seen last first"
        rows={networks}
        idOf={({ network }) => network}
        name={{
          heading: 'Network',
          cell: ({ network }) => (
            <RecordName>
              <code>{network}</code>
            </RecordName>
          ),
        }}
        columns={[
          { heading: 'Requests', cell: ({ requests }) => wholeNumber(requests) },
          { heading: 'First seen', cell: ({ firstSeenAt }) => <MomentText at={firstSeenAt} past /> },
          { heading: 'Last seen', cell: ({ lastSeenAt }) => <MomentText at={lastSeenAt} past /> },
        ]}
      />
    </Section>
  );
}
