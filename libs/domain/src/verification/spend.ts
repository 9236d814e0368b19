import type { RateLimiter } from '../metering/rate-limiter.js';
import type { RateLimitStanding } from '../metering/rate-limit.js';
import { type Allowed, type Decision, denyRateLimited } from './decision.js';

/**
 * Spends what an allowed request costs on all of its meters, or refuses it for one and spends nothing. Synchronous from
 * beginning to end: nothing can come between the look at a meter and its charge.
 */
export function spend({ record }: Allowed, limiter: RateLimiter, nowMs: number): Decision {
  const { rateMeters } = record;
  if (rateMeters.length === 0) return { allowed: true, record, rateLimit: null };
  const standings = rateMeters.map(({ id, limit }) => ({ ...limiter.standing(id, limit, nowMs), id }));
  const rateLimit = standings.reduce(tighter);
  if (!rateLimit.admitted) return denyRateLimited(record, rateLimit);
  for (const standing of standings) limiter.charge(standing.id, standing, nowMs);
  return { allowed: true, record, rateLimit };
}

/** The one that the caller has to know of: a refusal, the longer wait, the fewer left. */
function tighter<T extends RateLimitStanding>(one: T, other: T): T {
  if (one.admitted !== other.admitted) return one.admitted ? other : one;
  if (!one.admitted) return one.retryAfterMs >= other.retryAfterMs ? one : other;
  return one.remaining <= other.remaining ? one : other;
}
