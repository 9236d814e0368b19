import type { PeriodSpan } from './period.js';

/** What comes of a meter if the rest of its period goes on as it has so far. */
export interface Forecast {
  /** Units that would be asked for by the end of the period, beyond the limit too. */
  readonly unitsAtEnd: number;
  /** When the limit would be used up: now, where it is already; `null`: not in this period. */
  readonly limitReachedAtMs: number | null;
}

export interface UseInPeriod extends PeriodSpan {
  readonly used: number;
  readonly limit: number;
  /** Since when there is anything to count, where that is known. */
  readonly sinceMs: number | null;
}

/** Before a twentieth of a period is over, one busy hour would be taken for a habit. */
const TELLING_PART = 20;

/** The pace since the period, or what is counted in it, began, kept up to the end; `null`: too early to tell. */
export function forecastOf({ used, limit, startMs, endMs, sinceMs }: UseInPeriod, nowMs: number): Forecast | null {
  const fromMs = Math.max(startMs, sinceMs ?? startMs);
  const elapsedMs = nowMs - fromMs;
  if (elapsedMs < (endMs - startMs) / TELLING_PART) return null;
  const unitsAtEnd = Math.round((used * (endMs - fromMs)) / elapsedMs);
  if (used >= limit) return { unitsAtEnd, limitReachedAtMs: nowMs };
  const reachedAtMs = used === 0 ? Infinity : fromMs + Math.ceil((limit * elapsedMs) / used);
  return { unitsAtEnd, limitReachedAtMs: reachedAtMs < endMs ? reachedAtMs : null };
}
