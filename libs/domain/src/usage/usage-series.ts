import type { UsageOutcome } from '@latchkey/vocabulary';
import type { KeyCount, StepCount } from '../ports/usage-store.port.js';
import type { UsageRange } from './usage-range.js';
import { STEP_MS } from './usage-steps.js';

/** Requests by what became of them. Reasons that refused none are left out. */
export type OutcomeCounts = { readonly allowed: number } & Readonly<Partial<Record<UsageOutcome, number>>>;

export interface UsagePoint {
  /** The beginning of the step. */
  readonly atMs: number;
  readonly outcomes: OutcomeCounts;
}

export interface KeyTotals {
  readonly keyId: string;
  readonly totals: OutcomeCounts;
}

type Counts = readonly Pick<StepCount, 'outcome' | 'count'>[];

export function sumOf(counts: Counts): OutcomeCounts {
  const sum: { allowed: number } & Partial<Record<UsageOutcome, number>> = { allowed: 0 };
  for (const { outcome, count } of counts) sum[outcome] = (sum[outcome] ?? 0) + count;
  return sum;
}

/** A point for every step of the range, also where nothing happened: what is drawn from it needs no filling in. */
export function pointsOf({ fromMs, toMs, step }: UsageRange, counts: readonly StepCount[]): UsagePoint[] {
  const byStep = groupedBy(counts, ({ atMs }) => atMs);
  const points: UsagePoint[] = [];
  for (let atMs = fromMs; atMs < toMs; atMs += STEP_MS[step]) {
    points.push({ atMs, outcomes: sumOf(byStep.get(atMs) ?? []) });
  }
  return points;
}

/** In the order in which the keys come first. */
export const totalsOfKeys = (counts: readonly KeyCount[]): KeyTotals[] =>
  Array.from(
    groupedBy(counts, ({ keyId }) => keyId),
    ([keyId, own]) => ({ keyId, totals: sumOf(own) }),
  );

function groupedBy<T, K>(items: readonly T[], nameOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group === undefined) groups.set(nameOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
