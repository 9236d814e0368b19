import type { DeliveryView } from '../../shared/api/model';
import { type Line, LineChart } from '../../shared/chart/line-chart';
import { type Attempt, attemptsOf, durationWords, latencySummary } from './latency';

const MARGIN_MS_MIN = 60_000;

/** How long the endpoint took to answer these deliveries. Nothing where none has been attempted yet. */
export function DeliveryLatency({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const attempts = attemptsOf(deliveries);
  const [firstMs, lastMs] = [attempts[0]?.atMs, attempts.at(-1)?.atMs];
  if (firstMs === undefined || lastMs === undefined) return null;
  const marginMs = Math.max(MARGIN_MS_MIN, (lastMs - firstMs) / 40);
  return (
    <LineChart
      title="Time to answer"
      summary={latencySummary(attempts)}
      fromMs={firstMs - marginMs}
      toMs={lastMs + marginMs}
      zone="local"
      valueText={durationWords}
      levelText={durationWords}
      lines={linesOf(attempts)}
    />
  );
}

function linesOf(attempts: readonly Attempt[]): Line[] {
  const points = (arrived: boolean) =>
    attempts
      .filter((attempt) => attempt.arrived === arrived)
      .map(({ atMs, durationMs }) => ({ atMs, value: durationMs }));
  const lines: Line[] = [
    { label: 'Answered', form: 'line', points: points(true) },
    { label: 'Failed', form: 'crosses', points: points(false) },
  ];
  return lines.filter((line) => line.points.length > 0);
}
