import { USAGE_OUTCOMES, type UsageOutcome } from '@latchkey/vocabulary';
import type { Decision, DecisionRequest } from '../verification/decision.js';
import { ClientNetworks } from './client-network.js';
import { KeyTally } from './key-tally.js';
import { stepOf } from './usage-steps.js';

const PLACE_OF_OUTCOME = Object.fromEntries(USAGE_OUTCOMES.map((outcome, at) => [outcome, at])) as Record<
  UsageOutcome,
  number
>;

/**
 * Counts decisions in memory until a writer takes the counts. Only those about a key that is known: anybody can send
 * any number of requests without one, and would decide how much is written.
 */
export class UsageCounter {
  private readonly tallies = new Map<string, KeyTally>();
  private readonly networks = new ClientNetworks();
  private minutesKept = 0;
  private notCounted = 0;

  /**
   * @param minutesMax of all keys together that wait to be taken. When there are as many, because nobody has taken any
   *   for long, keys go on in the last minute that they have, and keys that have none are not counted.
   */
  constructor(private readonly minutesMax = 100_000) {}

  /** Counts what charged the meters, or would have; a look and a replay are no use of the key, but a refused replay is refused. */
  count({ metering, clientAddress, requiredScopes }: DecisionRequest, decision: Decision, nowMs: number): void {
    if (decision.record === null || metering === 'look' || (metering === 'leave' && decision.allowed)) return;
    const tally = this.tallyOf(decision.record.key, stepOf(nowMs, 'minute'));
    if (tally === null) return;
    tally.count(PLACE_OF_OUTCOME[decision.allowed ? 'allowed' : decision.reason]);
    if (!decision.allowed) return;
    tally.use(clientAddress === null ? null : this.networks.of(clientAddress), nowMs);
    for (const scope of requiredScopes) tally.useScope(scope, nowMs);
  }

  get keysWaiting(): number {
    return this.tallies.size;
  }

  /** `null` for a key without an allowed request among what has not been taken. */
  lastUsedAtMs(keyId: string): number | null {
    return this.tallies.get(keyId)?.lastUsedAtMs ?? null;
  }

  /** Hands over what was counted, by key id and the longest waiting first: as many keys as have `minutesMax` minutes, at least one. */
  take(minutesMax: number): ReadonlyMap<string, KeyTally> {
    const taken = new Map<string, KeyTally>();
    let minutes = 0;
    for (const [keyId, tally] of this.tallies) {
      if (taken.size > 0 && minutes + tally.minutesCount > minutesMax) break;
      minutes += tally.minutesCount;
      taken.set(keyId, tally);
      this.tallies.delete(keyId);
    }
    this.minutesKept -= minutes;
    return taken;
  }

  /** How many decisions were not counted for want of room, since this was last asked. */
  takeNotCounted(): number {
    const { notCounted } = this;
    this.notCounted = 0;
    return notCounted;
  }

  private tallyOf({ id, workspaceId }: { id: string; workspaceId: string }, minuteMs: number): KeyTally | null {
    const tally = this.tallies.get(id);
    if (tally?.minuteMs === minuteMs) return tally;
    if (this.minutesKept >= this.minutesMax) {
      if (tally === undefined) this.notCounted++;
      return tally ?? null;
    }
    if (tally === undefined) return this.begin(id, workspaceId, minuteMs);
    const before = tally.minutesCount;
    tally.enterMinute(minuteMs);
    this.minutesKept += tally.minutesCount - before;
    return tally;
  }

  private begin(keyId: string, workspaceId: string, minuteMs: number): KeyTally {
    const tally = new KeyTally(workspaceId, keyId, minuteMs);
    this.tallies.set(keyId, tally);
    this.minutesKept++;
    return tally;
  }
}
