import type { MeterUseView, WorkspacePlanView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { LineChart } from '../../shared/chart/line-chart';
import { Panel } from '../../shared/ui/page';
import { CapMeter, Meter } from '../../shared/usage/meter';
import { forecastWords, leftWords, METER_WORDS } from '../../shared/usage/meter-words';
import { burnDown } from './burn-down';
import styles from './plan.module.css';
import { termsOf } from './plan-words';

/** The terms that hold: the plan’s, and what was agreed in their place. */
export function CurrentPlan({ plan: { plan, limits, use } }: { plan: WorkspacePlanView }) {
  return (
    <>
      <Panel heading={plan.name}>
        <dl className={styles.terms}>
          {termsOf({ ...plan, ...limits }).map(({ title, words }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel heading="In use">
        <div className={styles.meters}>
          <CapMeter title="API keys" use={use.keys} />
          <CapMeter title="Devices" use={use.devices} />
          {use.meters.map((meter) => (
            <Meter key={meter.name} meter={meter} />
          ))}
        </div>
        {use.meters.length === 0 && <p>Nothing is counted by the day or the month: neither has a limit here.</p>}
      </Panel>
      {use.meters.map((meter) => (
        <Panel key={meter.name}>
          <BurnDown meter={meter} />
        </Panel>
      ))}
    </>
  );
}

const TITLES: Readonly<Record<MeterUseView['period'], string>> = { day: 'left today', month: 'left this month' };

function BurnDown({ meter }: { meter: MeterUseView }) {
  const nowMs = serverNowMs();
  const { unit } = METER_WORDS[meter.name];
  return (
    <LineChart
      title={`${unit.charAt(0).toUpperCase()}${unit.slice(1)} ${TITLES[meter.period]}`}
      summary={`${leftWords(meter, nowMs)} ${forecastWords(meter, nowMs)}`}
      fromMs={Date.parse(meter.periodStartsAt)}
      toMs={Date.parse(meter.resetsAt)}
      zone={meter.period === 'month' ? 'UTC' : 'local'}
      lines={burnDown(meter, nowMs)}
    />
  );
}
