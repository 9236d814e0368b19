import type { Leases } from '../metering/leases.js';
import type { Meter, MeterStanding } from '../metering/meter.js';
import type { RateLimiter } from '../metering/rate-limiter.js';
import type { RateLimitStanding } from '../metering/rate-limit.js';
import {
  type Allowed,
  type Decision,
  type DecisionRequest,
  denyRateLimited,
  denyUsedUp,
  NO_METERS,
} from './decision.js';
import type { KeyRecord } from './key-record.js';

export interface Meters {
  readonly limiter: RateLimiter;
  readonly leases: Leases;
}

/** What has to be asked of the database before it can be said whether so many units are left. */
export interface Awaited {
  readonly meter: Meter;
  readonly units: number;
}

type Costs = Pick<DecisionRequest, 'cost' | 'messages' | 'metering'>;

/**
 * Spends what an allowed request costs on all of its meters, or refuses it for one and spends nothing. A look spends
 * nothing either way. Synchronous from beginning to end: nothing can come between the look at a meter and its charge.
 * Where units have to be fetched first, nothing is spent, and everything is looked at anew when they are there.
 */
export function spend(allowed: Allowed, costs: Costs, { limiter, leases }: Meters, nowMs: number): Decision | Awaited {
  const { record } = allowed;
  const rateLimit = tightestRateLimit(allowed, costs.cost, limiter, nowMs);
  if (rateLimit !== null && !rateLimit.admitted) return denyRateLimited(record, rateLimit);
  const meters = metersOf(record, costs);
  for (const meter of meters) {
    const units = unitsOf(meter, costs);
    const cover = leases.cover(meter, units, nowMs);
    if (cover === 'exhausted') return denyUsedUp(record, leases.standing(meter, 0, nowMs));
    if (cover === 'unknown' || (cover === 'short' && costs.metering !== 'look')) return { meter, units };
  }
  const standings = standingsAfter(meters, costs, leases, nowMs);
  if (costs.metering !== 'look') charge(allowed, costs, meters, { limiter, leases }, nowMs);
  return { allowed: true, record, rateLimit, meters: standings };
}

const NO_DURABLE_METERS: readonly Meter[] = [];

function metersOf(record: KeyRecord, { messages, metering }: Costs): readonly Meter[] {
  if (metering === 'charge_rate') return NO_DURABLE_METERS;
  return messages > 0 ? record.messagingMeters : record.requestMeters;
}

function charge(
  { record }: Allowed,
  costs: Costs,
  meters: readonly Meter[],
  { limiter, leases }: Meters,
  nowMs: number,
): void {
  for (const { id, limit } of record.rateMeters) {
    limiter.charge(id, limiter.standing(id, limit, nowMs, costs.cost), nowMs);
  }
  for (const meter of meters) leases.spend(meter, unitsOf(meter, costs));
}

const unitsOf = ({ name }: Meter, { cost, messages }: Costs): number =>
  name === 'messages_per_month' ? messages : cost;

function standingsAfter(
  meters: readonly Meter[],
  costs: Costs,
  leases: Leases,
  nowMs: number,
): readonly MeterStanding[] {
  if (meters.length === 0) return NO_METERS;
  return meters.map((meter) => leases.standing(meter, unitsOf(meter, costs), nowMs));
}

function tightestRateLimit(
  { record }: Allowed,
  cost: number,
  limiter: RateLimiter,
  nowMs: number,
): RateLimitStanding | null {
  let tightest: RateLimitStanding | null = null;
  for (const { id, limit } of record.rateMeters) {
    const standing = limiter.standing(id, limit, nowMs, cost);
    tightest = tightest === null ? standing : tighter(tightest, standing);
  }
  return tightest;
}

/** The one that the caller has to know of: a refusal, the longer wait, the fewer left. */
function tighter(one: RateLimitStanding, other: RateLimitStanding): RateLimitStanding {
  if (one.admitted !== other.admitted) return one.admitted ? other : one;
  if (!one.admitted) return one.retryAfterMs >= other.retryAfterMs ? one : other;
  return one.remaining <= other.remaining ? one : other;
}
