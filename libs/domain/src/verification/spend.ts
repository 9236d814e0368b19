import type { RateLimiter } from '../metering/rate-limiter.js';
import type { RateLimitStanding } from '../metering/rate-limit.js';
import { type Allowed, type Decision, denyRateLimited } from './decision.js';

/**
 * Spends what an allowed request costs on all of its meters, or refuses it for one and spends nothing. Synchronous from
 * beginning to end: nothing can come between the look at a meter and its charge.
 */
export function spend(allowed: Allowed, limiter: RateLimiter, nowMs: number): Decision {
  const { record } = allowed;
  let tightest: RateLimitStanding | null = null;
  for (const { id, limit } of record.rateMeters) {
    const standing = limiter.standing(id, limit, nowMs);
    tightest = tightest === null ? standing : tighter(tightest, standing);
  }
  if (tightest === null) return allowed;
  if (!tightest.admitted) return denyRateLimited(record, tightest);
  for (const { id, limit } of record.rateMeters) limiter.charge(id, limiter.standing(id, limit, nowMs), nowMs);
  return { allowed: true, record, rateLimit: tightest };
}

/** The one that the caller has to know of: a refusal, the longer wait, the fewer left. */
function tighter(one: RateLimitStanding, other: RateLimitStanding): RateLimitStanding {
  if (one.admitted !== other.admitted) return one.admitted ? other : one;
  if (!one.admitted) return one.retryAfterMs >= other.retryAfterMs ? one : other;
  return one.remaining <= other.remaining ? one : other;
}
