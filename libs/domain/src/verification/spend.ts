import type { RateLimiter } from '../metering/rate-limiter.js';
import type { RateLimitStanding } from '../metering/rate-limit.js';
import { type Allowed, type Decision, type DecisionRequest, denyRateLimited } from './decision.js';

/**
 * Spends what an allowed request costs on all of its meters, or refuses it for one and spends nothing. A look spends
 * nothing either way. Synchronous from
 * beginning to end: nothing can come between the look at a meter and its charge.
 */
export function spend(
  allowed: Allowed,
  { cost, metering }: Pick<DecisionRequest, 'cost' | 'metering'>,
  limiter: RateLimiter,
  nowMs: number,
): Decision {
  const { record } = allowed;
  let tightest: RateLimitStanding | null = null;
  for (const { id, limit } of record.rateMeters) {
    const standing = limiter.standing(id, limit, nowMs, cost);
    tightest = tightest === null ? standing : tighter(tightest, standing);
  }
  if (tightest === null) return allowed;
  if (!tightest.admitted) return denyRateLimited(record, tightest);
  if (metering === 'charge') {
    for (const { id, limit } of record.rateMeters) limiter.charge(id, limiter.standing(id, limit, nowMs, cost), nowMs);
  }
  return { allowed: true, record, rateLimit: tightest };
}

/** The one that the caller has to know of: a refusal, the longer wait, the fewer left. */
function tighter(one: RateLimitStanding, other: RateLimitStanding): RateLimitStanding {
  if (one.admitted !== other.admitted) return one.admitted ? other : one;
  if (!one.admitted) return one.retryAfterMs >= other.retryAfterMs ? one : other;
  return one.remaining <= other.remaining ? one : other;
}
