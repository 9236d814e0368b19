import type { KeyUsage, KeyView } from '../../shared/api/model';
import { BarChart } from '../../shared/chart/bar-chart';
import type { Column as ChartColumn } from '../../shared/chart/columns';
import { type Column, RecordList } from '../../shared/list/record-list';
import { MomentText } from '../../shared/format/moment-text';
import { Badge } from '../../shared/ui/badge';
import { Panel } from '../../shared/ui/page';
import { type HandoverCaller, handoverCallers } from './callers';
import { KeyLastUse } from './key-facts';
import { KeyIdentity } from './key-identity';
import styles from './rotation.module.css';
import { countText, requestsText } from './limit-words';
import { columnsOf, refusedOf } from './usage-columns';

interface Traffic {
  readonly apiKey: KeyView;
  readonly usage: KeyUsage;
}

const SERIES = [
  { label: 'Old key', paint: 'dots' },
  { label: 'New key', paint: 'plain' },
] as const;

/** Both keys' traffic of the last hour, and who calls with which. */
export function HandoverMeter({ predecessor, successor }: { predecessor: Traffic; successor: Traffic }) {
  const [old, next] = [predecessor.usage.totals.allowed, successor.usage.totals.allowed];
  return (
    <>
      <div className={styles.pair}>
        <KeyTraffic heading="The old key" {...predecessor} />
        <KeyTraffic heading="The new key" {...successor} />
      </div>
      <Panel>
        <BarChart
          title="Allowed requests of the last hour"
          summary={`${requestsText(old)} with the old key, ${countText(next)} with the new one.`}
          series={SERIES}
          columns={besideEachOther(predecessor.usage, successor.usage)}
          zone="local"
        />
      </Panel>
      <Panel heading="Who calls with which key">
        <Callers callers={handoverCallers(predecessor.usage.networks, successor.usage.networks)} />
      </Panel>
    </>
  );
}

const KeyTraffic = ({ heading, apiKey, usage }: Traffic & { heading: string }) => (
  <Panel heading={heading}>
    <KeyIdentity apiKey={apiKey} />
    <dl className={styles.carried}>
      <dt>Last used</dt>
      <dd>
        <KeyLastUse lastUsedAt={usage.lastUsedAt} />
      </dd>
      <dt>The last hour</dt>
      <dd>
        {requestsText(usage.totals.allowed)} allowed, {countText(refusedOf(usage.totals))} refused
      </dd>
    </dl>
  </Panel>
);

/** The two are asked for at slightly different times: minutes that only one answer has count nothing for the other. */
function besideEachOther(old: KeyUsage, next: KeyUsage): readonly ChartColumn[] {
  const allowedAt = new Map(columnsOf(next).map(({ fromMs, values }) => [fromMs, values[0] ?? 0]));
  return columnsOf(old).map(({ fromMs, toMs, values }) => ({
    fromMs,
    toMs,
    values: [values[0] ?? 0, allowedAt.get(fromMs) ?? 0],
  }));
}

const Seen = ({ at }: { at: string | null }) => (at === null ? 'Never' : <MomentText at={at} past />);

const NETWORK: Column<HandoverCaller> = { heading: 'Network', cell: ({ network }) => <code>{network}</code> };

const COLUMNS: readonly Column<HandoverCaller>[] = [
  {
    heading: 'Calls with',
    cell: ({ changedOver }) =>
      changedOver ? <Badge tone="good">The new key</Badge> : <Badge tone="warning">The old key</Badge>,
  },
  { heading: 'Old key, last', cell: ({ oldSeenAt }) => <Seen at={oldSeenAt} /> },
  { heading: 'New key, last', cell: ({ newSeenAt }) => <Seen at={newSeenAt} /> },
];

function Callers({ callers }: { callers: readonly HandoverCaller[] }) {
  if (callers.length === 0) return <p>Nobody has called with either key in the last 90 days.</p>;
  return (
    <RecordList
      caption="Networks, those that still call with the old key first"
      rows={callers}
      idOf={({ network }) => network}
      name={NETWORK}
      columns={COLUMNS}
    />
  );
}
