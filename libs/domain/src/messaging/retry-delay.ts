/** Waits after the first, second … attempt that failed in passing. After the last one there is no further attempt. */
const WAITS_MS = [1_000, 5_000, 30_000, 2 * 60_000, 10 * 60_000] as const;

/** The first one, and one after each wait. */
export const MESSAGE_ATTEMPTS_MAX = WAITS_MS.length + 1;

/** Whoever says to come back tomorrow is not waited for: a message so late is worse than one that has failed. */
const RETRY_AFTER_MS_MAX = 60 * 60_000;

/**
 * How long to wait before the next attempt; `null`: enough is enough.
 * @param attempts how many there were
 * @param retryAfterMs before which the provider said not to come back; `null` where it did not
 */
export function retryDelayMs(attempts: number, retryAfterMs: number | null): number | null {
  const waitMs = WAITS_MS[attempts - 1];
  if (waitMs === undefined || (retryAfterMs ?? 0) > RETRY_AFTER_MS_MAX) return null;
  return Math.max(waitMs, retryAfterMs ?? 0);
}
