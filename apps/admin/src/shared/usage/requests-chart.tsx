import type { KeyUsage } from '../api/model';
import { BarChart } from '../chart/bar-chart';
import { columnsOf, outcomeSummary, seriesOf } from './outcomes';

interface RequestsChartProps {
  /** With the time that it is about: “Requests in the last 24 hours”. */
  title: string;
  /** Of a workspace or of one key. */
  usage: Pick<KeyUsage, 'points' | 'step' | 'totals'>;
}

/** Requests over time by what became of them. */
export function RequestsChart({ title, usage }: RequestsChartProps) {
  const series = seriesOf(usage.totals);
  return (
    <BarChart
      title={title}
      summary={outcomeSummary(usage.totals)}
      series={series}
      columns={columnsOf(usage, series)}
      zone={usage.step === 'day' ? 'UTC' : 'local'}
    />
  );
}
