import { USAGE_POINTS_MAX, type UsageStep } from '@latchkey/vocabulary';
import { InvalidFieldError } from '../errors.js';
import { keptSinceMs, STEP_MS, stepOf } from './usage-steps.js';

/** Whole steps, from the beginning of the first to the end of the last. */
export interface UsageRange {
  readonly step: UsageStep;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AskedRange {
  readonly step?: UsageStep;
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** What is told where nobody says how much. */
const DEFAULT_POINTS: Readonly<Record<UsageStep, number>> = { minute: 60, hour: 24, day: 30 };

/**
 * The whole steps that were asked for, widened where a moment lies within one. What lies ahead is left out.
 *
 * @throws InvalidFieldError naming `from` or `to`
 */
export function usageRange({ step = 'hour', ...asked }: AskedRange, nowMs: number): UsageRange {
  const stepMs = STEP_MS[step];
  const endMs = stepOf(nowMs, step) + stepMs;
  const toMs = asked.toMs === undefined ? endMs : Math.min(endOfStep(asked.toMs, step), endMs);
  const keptMs = keptSinceMs(step, nowMs);
  const defaultMs = Math.max(toMs - DEFAULT_POINTS[step] * stepMs, keptMs);
  const fromMs = stepOf(asked.fromMs ?? defaultMs, step);
  if (asked.fromMs !== undefined && asked.toMs !== undefined && asked.fromMs >= asked.toMs) {
    throw new InvalidFieldError('from', 'from must lie before to.');
  }
  if (toMs <= keptMs) throw new InvalidFieldError('to', `to lies before ${since(keptMs)}, ${keptAs(step)}`);
  if (fromMs < keptMs) throw new InvalidFieldError('from', `from lies before ${since(keptMs)}, ${keptAs(step)}`);
  if (fromMs >= toMs) throw new InvalidFieldError('from', 'from must not lie ahead.');
  if ((toMs - fromMs) / stepMs > USAGE_POINTS_MAX) {
    throw new InvalidFieldError('from', `There are more than ${USAGE_POINTS_MAX} ${step}s between from and to.`);
  }
  return { step, fromMs, toMs };
}

/** A moment on the border ends the step before it. */
const endOfStep = (atMs: number, step: UsageStep): number => stepOf(atMs - 1, step) + STEP_MS[step];

const since = (ms: number): string => new Date(ms).toISOString();

const keptAs = (step: UsageStep): string =>
  step === 'day' ? 'which is as far back as usage is kept.' : `which is as far back as usage is kept by the ${step}.`;
