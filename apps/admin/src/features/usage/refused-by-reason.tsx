import { shortPercent, wholeNumber } from '../../shared/chart/chart-words';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { Section } from '../../shared/ui/section';
import { DENIAL_WORDS } from '../../shared/usage/outcome-words';
import { type OutcomeCounts, type Reason, reasonsOf, refusedOf } from '../../shared/usage/outcomes';

const NAME: Column<Reason> = {
  heading: 'Reason',
  cell: ({ reason }) => <RecordName>{DENIAL_WORDS[reason].title}</RecordName>,
};

export function RefusedByReason({ totals, busy }: { totals: OutcomeCounts; busy: boolean }) {
  const reasons = reasonsOf(totals);
  const refused = refusedOf(totals);
  if (reasons.length === 0) {
    return <Section heading="Refused, by reason" lead="Nothing was refused in this time." />;
  }
  return (
    <Section heading="Refused, by reason">
      <RecordList
        caption="Refused requests by reason, the most frequent first"
        rows={reasons}
        idOf={({ reason }) => reason}
        name={NAME}
        columns={[
          { heading: 'Requests', cell: ({ requests }) => wholeNumber(requests) },
          { heading: 'Of all refused', cell: ({ requests }) => shortPercent(requests / refused) },
          { heading: 'What to do', cell: ({ reason }) => DENIAL_WORDS[reason].remedy },
        ]}
        busy={busy}
      />
    </Section>
  );
}
