import type { RateLimiter } from '../metering/rate-limiter.js';
import { type Allowed, type Decision, denyRateLimited } from './decision.js';

/**
 * Spends what an allowed request costs, or refuses it for a limit and spends nothing. Synchronous from beginning to
 * end: nothing can come between the look at a meter and its charge.
 */
export function spend({ record }: Allowed, limiter: RateLimiter, nowMs: number): Decision {
  if (record.rateLimit === null) return { allowed: true, record, rateLimit: null };
  const standing = limiter.standing(record.key.id, record.rateLimit, nowMs);
  if (!standing.admitted) return denyRateLimited(record, standing);
  limiter.charge(record.key.id, standing, nowMs);
  return { allowed: true, record, rateLimit: standing };
}
