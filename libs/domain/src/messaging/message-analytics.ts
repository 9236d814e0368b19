import { ANALYTICS_POINTS_MAX, MESSAGE_STATUSES, type AnalyticsStep, type MessageStatus } from '@latchkey/vocabulary';
import { InvalidFieldError } from '../errors.js';
import { STEP_MS, stepOf } from '../usage/usage-steps.js';

/** Whole steps in UTC, from the beginning of the first to the end of the last. */
export interface AnalyticsRange {
  readonly step: AnalyticsStep;
  readonly fromMs: number;
  readonly toMs: number;
}

export type AskedAnalytics = Partial<AnalyticsRange>;

export interface StatusCount {
  /** The beginning of the step in which the messages were taken on. */
  readonly atMs: number;
  readonly status: MessageStatus;
  readonly count: number;
}

export type StatusCounts = Readonly<Record<MessageStatus, number>>;

/** What is told where nobody says how much. */
const DEFAULT_POINTS: Readonly<Record<AnalyticsStep, number>> = { hour: 24, day: 30 };

/**
 * The whole steps that were asked for, widened where a moment lies within one. What lies ahead is left out.
 * @throws InvalidFieldError naming `from`
 */
export function analyticsRange({ step = 'day', ...asked }: AskedAnalytics, nowMs: number): AnalyticsRange {
  const stepMs = STEP_MS[step];
  const endMs = stepOf(nowMs, step) + stepMs;
  const toMs = asked.toMs === undefined ? endMs : Math.min(stepOf(asked.toMs - 1, step) + stepMs, endMs);
  const fromMs = stepOf(Math.max(asked.fromMs ?? toMs - DEFAULT_POINTS[step] * stepMs, 0), step);
  if (fromMs >= toMs || (asked.fromMs ?? -Infinity) >= (asked.toMs ?? Infinity))
    throw new InvalidFieldError('from', 'from must lie before to, and not ahead.');
  if ((toMs - fromMs) / stepMs > ANALYTICS_POINTS_MAX)
    throw new InvalidFieldError('from', `There are more than ${ANALYTICS_POINTS_MAX} ${step}s between from and to.`);
  return { step, fromMs, toMs };
}

export function totalsOf(counts: readonly Omit<StatusCount, 'atMs'>[]): StatusCounts {
  const totals = Object.fromEntries(MESSAGE_STATUSES.map((status) => [status, 0])) as Record<MessageStatus, number>;
  for (const { status, count } of counts) totals[status] += count;
  return totals;
}

/** A point for every step of the range, also where nothing was sent. */
export function analyticsPoints(
  { fromMs, toMs, step }: AnalyticsRange,
  counts: readonly StatusCount[],
): { readonly atMs: number; readonly counts: StatusCounts }[] {
  const length = (toMs - fromMs) / STEP_MS[step];
  const byStep: StatusCount[][] = Array.from({ length }, () => []);
  for (const count of counts) byStep[(count.atMs - fromMs) / STEP_MS[step]]?.push(count);
  return byStep.map((own, at) => ({ atMs: fromMs + at * STEP_MS[step], counts: totalsOf(own) }));
}
