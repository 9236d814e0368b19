import type { DayPeak, MinuteRate, RateCount } from '../ports/usage-signal-store.port.js';
import type { SpikeKind } from './alert.js';
import type { SpikeRule } from './alert-rules.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What is compared: the requests of an hour with those of the hours before. */
export const SPIKE_WINDOW_MS = 60 * MINUTE_MS;
/** How many whole UTC days before today say what is usual: two weeks, so that work of each Monday is in it twice. */
export const BASELINE_DAYS = 14;
/** A key that was used on fewer of them has no habits yet. */
export const BASELINE_DAYS_MIN = 3;
/** At so many looks in a row the rate must be back, each so long after the one before. */
export const CALM_LOOKS = 3;
export const LOOK_MS = 5 * MINUTE_MS;

export const countOf = (kind: SpikeKind, count: RateCount): number =>
  kind === 'refusals_spiking' ? count.refusals : count.requests;

/** Whole days, the last of them yesterday. */
export function baselineRange(nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const toMs = nowMs - (nowMs % DAY_MS);
  return { fromMs: toMs - BASELINE_DAYS * DAY_MS, toMs };
}

/**
 * What a key's busiest hours are: the second highest of its days' peaks. The highest may be what the last alert was about;
 * what happens a second time is a habit. `null`: it has none yet.
 */
export function usualPeak(kind: SpikeKind, peaks: readonly DayPeak[]): number | null {
  if (peaks.length < BASELINE_DAYS_MIN) return null;
  return peaks.map((peak) => countOf(kind, peak)).sort((a, b) => b - a)[1] ?? null;
}

/** What an hour has to go beyond to be a spike. */
export const spikeThreshold = (usual: number, { factor, countMin }: SpikeRule): number =>
  Math.max(usual * factor, countMin);

/**
 * Whether the rate has come back: the hour that ends now does not go beyond the threshold, nor did those that ended at
 * the looks before. The threshold is that of when it fired, so that a long spike does not become usual.
 */
export function isCalm(kind: SpikeKind, minutes: readonly MinuteRate[], threshold: number, nowMs: number): boolean {
  for (let look = 0; look < CALM_LOOKS; look++) {
    const toMs = nowMs - look * LOOK_MS;
    const inHour = minutes.filter(({ atMs }) => atMs >= toMs - SPIKE_WINDOW_MS && atMs < toMs);
    if (inHour.reduce((sum, minute) => sum + countOf(kind, minute), 0) > threshold) return false;
  }
  return true;
}
