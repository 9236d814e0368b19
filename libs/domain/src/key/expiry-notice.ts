import type { ExpiryNoticeDays } from '@latchkey/vocabulary';
import type { ApiKey } from './api-key.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a key is so close to its expiry. Its making must lie before the moment that is told of: a key that is made with
 * three days left is told of once, a day before. One that was replaced, or whose revocation is decided, ends otherwise,
 * and of that its workspace is told when it happens.
 */
export function isExpiringWithin(days: ExpiryNoticeDays, key: ApiKey, nowMs: number): boolean {
  const { createdAtMs, expiresAtMs, replacement, revocation } = key;
  if (expiresAtMs === null || replacement !== null || revocation !== null) return false;
  const fromMs = expiresAtMs - days * DAY_MS;
  return createdAtMs < fromMs && fromMs <= nowMs && nowMs < expiresAtMs;
}

/** Whether a revocation was decided for later, and that time has come. One at once is told of when it is decided. */
export const isScheduledRevocationDue = ({ revocation }: ApiKey, nowMs: number): boolean =>
  revocation !== null && revocation.atMs > revocation.decidedAtMs && revocation.atMs <= nowMs;
