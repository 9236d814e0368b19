import { fingerprintOf, isWellFormed } from '../key/secret-format.js';
import type { Leases } from '../metering/leases.js';
import { RateLimiter } from '../metering/rate-limiter.js';
import type { Clock } from '../ports/clock.port.js';
import type { UsageCounter } from '../usage/usage-counter.js';
import type { StartOverlap } from '../use-cases/start-overlap.js';
import { decide } from './decide.js';
import { type Allowed, deny, type Decision, type DecisionRequest } from './decision.js';
import type { KeyRecord } from './key-record.js';
import type { RecordCache } from './record-cache.js';
import { type Awaited, type Meters, spend } from './spend.js';

/** The way of a request through the middle: credential, look-up, policies, meters, decision. */
export class KeyGate {
  private readonly meters: Meters;

  constructor(
    private readonly records: RecordCache,
    private readonly clock: Clock,
    leases: Leases,
    private readonly startOverlap: Pick<StartOverlap, 'execute'>,
    private readonly usage: Pick<UsageCounter, 'count'>,
  ) {
    this.meters = { limiter: new RateLimiter(), leases };
  }

  /**
   * Synchronous once the record is cached and units of its meters are at hand, but for the first use that starts an
   * overlap. Rejects with `StoreUnavailableError` where they are not and cannot be had.
   */
  decide(request: DecisionRequest): Decision | Promise<Decision> {
    const decision = this.decided(request);
    return decision instanceof Promise
      ? decision.then((made) => this.counted(request, made))
      : this.counted(request, decision);
  }

  /** Every decision passes here once, whichever front door asked for it. What failed was not decided. */
  private counted(request: DecisionRequest, decision: Decision): Decision {
    this.usage.count(request, decision, this.clock.nowMs());
    return decision;
  }

  private decided(request: DecisionRequest): Decision | Promise<Decision> {
    const { credential } = request;
    if (credential === null) return deny('key_missing', null);
    if (!isWellFormed(request.format, credential)) return deny('key_malformed', null);
    const found = this.records.get(fingerprintOf(credential));
    return found instanceof Promise
      ? found.then((record) => this.decideOn(request, record))
      : this.decideOn(request, found);
  }

  /** For a request that was charged for messages and has sent none. What it cost as a request is spent. */
  giveBackMessages({ record, meters }: Allowed, messages: number): void {
    const charged = record.messagingMeters.find(({ name }) => name === 'messages_per_month');
    const standing = meters.find(({ name }) => name === 'messages_per_month');
    if (charged && standing) this.meters.leases.giveBack(charged, messages, standing.resetsAtMs);
  }

  private decideOn(request: DecisionRequest, record: KeyRecord | null): Decision | Promise<Decision> {
    if (record === null) return deny('key_unknown', null);
    const decision = decide(request, record, this.clock.nowMs());
    return decision.allowed && request.metering !== 'leave' ? this.metered(request, decision) : decision;
  }

  private metered(request: DecisionRequest, allowed: Allowed): Decision | Promise<Decision> {
    const nowMs = this.clock.nowMs();
    const spent = spend(allowed, request, this.meters, nowMs);
    if (!('allowed' in spent)) return this.fetch(spent, request, nowMs).then(() => this.metered(request, allowed));
    const { record } = allowed;
    if (!spent.allowed || request.metering === 'look' || record.awaitedBy === null) return spent;
    return this.startOverlap.execute(record, record.awaitedBy, request.clientAddress).then(() => spent);
  }

  private fetch({ meter, units }: Awaited, { metering }: DecisionRequest, nowMs: number): Promise<void> {
    const { leases } = this.meters;
    return metering === 'look' ? leases.learn(meter, nowMs) : leases.lease(meter, units, nowMs);
  }
}
