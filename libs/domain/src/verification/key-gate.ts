import { fingerprintOf, isWellFormed } from '../key/secret-format.js';
import { RateLimiter } from '../metering/rate-limiter.js';
import type { Clock } from '../ports/clock.port.js';
import type { UsageCounter } from '../usage/usage-counter.js';
import type { StartOverlap } from '../use-cases/start-overlap.js';
import { decide } from './decide.js';
import { deny, type Decision, type DecisionRequest } from './decision.js';
import type { KeyRecord } from './key-record.js';
import type { RecordCache } from './record-cache.js';
import { spend } from './spend.js';

/** The way of a request through the middle: credential, look-up, policies, meters, decision. */
export class KeyGate {
  private readonly limiter = new RateLimiter();

  constructor(
    private readonly records: RecordCache,
    private readonly clock: Clock,
    private readonly startOverlap: Pick<StartOverlap, 'execute'>,
    private readonly usage: Pick<UsageCounter, 'count'>,
  ) {}

  /** Synchronous once the record is cached, but for the first use that starts an overlap. Rejects with `StoreUnavailableError` where it is not and cannot be read. */
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

  private decideOn(request: DecisionRequest, record: KeyRecord | null): Decision | Promise<Decision> {
    if (record === null) return deny('key_unknown', null);
    const nowMs = this.clock.nowMs();
    const decision = decide(request, record, nowMs);
    if (!decision.allowed || request.metering === 'leave') return decision;
    const spent = spend(decision, request, this.limiter, nowMs);
    if (!spent.allowed || request.metering === 'look' || record.awaitedBy === null) return spent;
    return this.startOverlap.execute(record, record.awaitedBy, request.clientAddress).then(() => spent);
  }
}
