import { periodAt } from '../metering/period.js';
import { keptSinceMs } from '../usage/usage-steps.js';
import { monthsBetween } from './month.js';

/**
 * How long after its end a month is left open. What was counted in it is written within a second, unless the database is
 * away; and whoever counts there has so long to come back.
 */
export const LEFT_OPEN_MS = 60 * 60 * 1000;

/** The first moment of the first month of which all usage is still kept. */
export function countableSinceMs(nowMs: number): number {
  const keptMs = keptSinceMs('day', nowMs);
  const { startMs, endMs } = periodAt('month', keptMs);
  return startMs === keptMs ? startMs : endMs;
}

/** Months that are over for good, and whose usage is all there: those that can be closed, the oldest first. */
export const closableMonths = (nowMs: number): readonly string[] =>
  monthsBetween(countableSinceMs(nowMs), periodAt('month', nowMs - LEFT_OPEN_MS).startMs - 1);
