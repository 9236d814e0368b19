import { DENY_REASONS, type DenyReason, type UsageOutcome, type UsageStep } from '@latchkey/vocabulary';
import type { KeyUsage } from '../api/model';
import { wholeNumber } from '../chart/chart-words';
import type { Column } from '../chart/columns';
import { type Paint, PAINTS } from '../chart/paints';
import { outcomeTitle } from './outcome-words';

export type OutcomeCounts = KeyUsage['totals'];

export interface Reason {
  readonly reason: DenyReason;
  readonly requests: number;
}

/** What was refused and why, the most frequent first. */
export const reasonsOf = (totals: OutcomeCounts): Reason[] =>
  DENY_REASONS.flatMap((reason) => {
    const requests = totals[reason] ?? 0;
    return requests > 0 ? { reason, requests } : [];
  }).toSorted((one, other) => other.requests - one.requests);

export const refusedOf = (totals: OutcomeCounts): number =>
  reasonsOf(totals).reduce((sum, { requests }) => sum + requests, 0);

/** `1,204 accepted, 36 refused.` */
export function outcomeSummary(totals: OutcomeCounts): string {
  const refused = refusedOf(totals);
  if (totals.allowed + refused === 0) return 'No requests.';
  return `${wholeNumber(totals.allowed)} accepted, ${refused === 0 ? 'none' : wholeNumber(refused)} refused.`;
}

export interface OutcomeSeries {
  readonly label: string;
  readonly paint: Paint;
  readonly outcomes: readonly UsageOutcome[];
}

/** As many as there are patterns to tell them apart by: rarer reasons share the last one. */
export function seriesOf(totals: OutcomeCounts): OutcomeSeries[] {
  const reasons = reasonsOf(totals).map(({ reason }) => reason);
  const places = PAINTS.length - 1;
  const own = reasons.length <= places ? reasons : reasons.slice(0, places - 1);
  const shared = reasons.slice(own.length);
  const groups: { label: string; outcomes: readonly UsageOutcome[] }[] = [
    ...(['allowed', ...own] as const).map((outcome) => ({ label: outcomeTitle(outcome), outcomes: [outcome] })),
    ...(shared.length > 0 ? [{ label: 'Other reasons', outcomes: shared }] : []),
  ];
  return groups.map((group, place) => ({ ...group, paint: PAINTS[place] ?? 'bare' }));
}

const STEP_MS: Readonly<Record<UsageStep, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export const columnsOf = (
  { points, step }: Pick<KeyUsage, 'points' | 'step'>,
  series: readonly OutcomeSeries[],
): Column[] =>
  points.map(({ at, outcomes }) => ({
    fromMs: Date.parse(at),
    toMs: Date.parse(at) + STEP_MS[step],
    values: series.map((each) => each.outcomes.reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0)),
  }));
