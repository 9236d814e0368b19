import type { Run } from './measure.js';

export interface Measured {
  readonly name: string;
  readonly runs: readonly Run[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below = NaN, above = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (below + above) / 2;
}

const COLUMNS = ['', 'requests/s', 'ratio', 'from', 'to', 'µs each', 'server', 'load', 'errors'] as const;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * Medians, their ratios to the baseline's, the runs' extremes, the processor time of one request, and how much of its
 * core each side used.
 */
export function table(measured: readonly Measured[], baseline: string): string {
  const baselineRuns = measured.find(({ name }) => name === baseline)?.runs ?? [];
  const basis = median(baselineRuns.map(({ perSecond }) => perSecond));
  const rows = measured.map(({ name, runs }) => {
    const rates = runs.map(({ perSecond }) => perSecond);
    const serverShares = runs.flatMap(({ serverShare }) => serverShare ?? []);
    const costs = runs.flatMap(({ serverShare, perSecond }) => (serverShare === null ? [] : serverShare / perSecond));
    return [
      name,
      median(rates).toFixed(0),
      (median(rates) / basis).toFixed(2),
      (Math.min(...rates) / basis).toFixed(2),
      (Math.max(...rates) / basis).toFixed(2),
      costs.length > 0 ? (median(costs) * 1e6).toFixed(1) : '?',
      serverShares.length > 0 ? percent(median(serverShares)) : '?',
      percent(median(runs.map(({ processorShare }) => processorShare))),
      String(runs.reduce((sum, { errors }) => sum + errors, 0)),
    ];
  });
  const lines = [[...COLUMNS], ...rows];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ')).join('\n');
}
