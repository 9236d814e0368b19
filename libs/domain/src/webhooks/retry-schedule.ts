import type { Random } from '../ports/random.port.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long after a failed attempt the next one comes, by how many have failed. The first attempt is made at once.
 * Source: Standard Webhooks 1.0.0, "Deliverability and reliability".
 */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

export const ATTEMPTS_MAX = DELAYS_MS.length + 1;

/** Nobody is kept waiting longer than by the schedule's own longest pause. */
export const RETRY_AFTER_MS_MAX = 24 * HOUR_MS;

/** Of each delay at most, so that what failed together does not come back together. */
const JITTER_SHARE = 0.1;

/**
 * When to try again after `failedAttempts`; `null` where the schedule has come to its end. Never earlier than the
 * schedule says, nor than the receiver has asked for.
 */
export function nextAttemptAtMs(
  failedAttempts: number,
  retryAfter: string | null,
  nowMs: number,
  random: Random,
): number | null {
  const delayMs = DELAYS_MS[failedAttempts - 1];
  if (delayMs === undefined) return null;
  const [share = 0] = random.bytes(1);
  const jitterMs = Math.floor(delayMs * JITTER_SHARE * (share / 256));
  const askedMs = Math.min(retryAfterMs(retryAfter, nowMs), RETRY_AFTER_MS_MAX);
  return nowMs + Math.max(delayMs + jitterMs, askedMs);
}

/** RFC 9110, section 10.2.3: seconds, or a date. What is neither asks for nothing. */
function retryAfterMs(text: string | null, nowMs: number): number {
  if (text === null) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND_MS;
  const atMs = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(atMs) ? 0 : Math.max(0, atMs - nowMs);
}
