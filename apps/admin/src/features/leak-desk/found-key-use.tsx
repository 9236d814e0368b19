import type { DenyReason } from '@latchkey/vocabulary';
import { DENIAL_WORDS } from '../../shared/usage/outcome-words';
import type { FoundKeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { type Column, RecordList } from '../../shared/list/record-list';
import styles from './leak-desk.module.css';

type Usage = FoundKeyView['usage'];
type Network = Usage['networks'][number];

const count = new Intl.NumberFormat('en-GB');

const NAME: Column<Network> = { heading: 'Network', cell: ({ network }) => <code>{network}</code> };
const COLUMNS: readonly Column<Network>[] = [
  { heading: 'Requests', cell: ({ requests }) => count.format(requests) },
  { heading: 'First seen', cell: ({ firstSeenAt }) => <MomentText at={firstSeenAt} past /> },
  { heading: 'Last seen', cell: ({ lastSeenAt }) => <MomentText at={lastSeenAt} past /> },
];

/** A network that nobody of the workspace knows is how a leak shows itself. */
export function FoundKeyUse({ usage: { totals, networks } }: { usage: Usage }) {
  return (
    <div className={styles.part}>
      <h3 className={styles.partHeading}>Where it was used from</h3>
      <p>{totalsSentence(totals)}</p>
      {networks.length > 0 && (
        <RecordList
          caption="Networks, the one seen last first"
          rows={networks}
          idOf={({ network }) => network}
          name={NAME}
          columns={COLUMNS}
        />
      )}
    </div>
  );
}

export function totalsSentence(totals: Usage['totals']): string {
  const { allowed = 0, ...refusals } = totals as Readonly<Record<string, number>>;
  const reasons = Object.entries(refusals).filter(([, requests]) => requests > 0);
  const refused = reasons.reduce((sum, [, requests]) => sum + requests, 0);
  if (allowed + refused === 0) return 'No requests in the last 30 days.';
  const why = reasons.map(
    ([reason, requests]) => `${DENIAL_WORDS[reason as DenyReason].title.toLowerCase()} ${count.format(requests)}`,
  );
  const refusedText = refused === 0 ? 'none' : `${count.format(refused)} (${why.join(', ')})`;
  return `In the last 30 days ${count.format(allowed)} accepted, and ${refusedText} refused.`;
}
