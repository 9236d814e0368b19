import { type ResourceScope, USAGE_OUTCOMES } from '@latchkey/vocabulary';
import type { KeyUse, MinuteCount, NetworkUse, ScopeUse } from './usage-batch.js';
import { NETWORKS_MAX } from './usage-steps.js';

interface MinuteTally {
  readonly atMs: number;
  /** By the place of the outcome in `USAGE_OUTCOMES`. */
  readonly counts: number[];
}

interface NetworkTally {
  readonly network: string;
  readonly firstSeenAtMs: number;
  lastSeenAtMs: number;
  count: number;
}

interface ScopeTally {
  readonly scope: ResourceScope;
  lastUsedAtMs: number;
  count: number;
}

/** What a key did since its counts were last taken. Counting makes nothing new within a minute, a network and a scope. */
export class KeyTally {
  private readonly minutes: MinuteTally[] = [];
  private minute: MinuteTally;
  /** In the order in which they were first seen. Few, so that looking through them is quicker than a Map. */
  private readonly networks: NetworkTally[] = [];
  /** Few as well: a key asks for what it is there for. */
  private readonly scopes: ScopeTally[] = [];
  lastUsedAtMs: number | null = null;

  constructor(
    private readonly workspaceId: string,
    private readonly keyId: string,
    minuteMs: number,
  ) {
    this.minute = this.newMinute(minuteMs);
  }

  get minuteMs(): number {
    return this.minute.atMs;
  }

  get minutesCount(): number {
    return this.minutes.length;
  }

  /** From now on counts are for this minute, which a clock that is set back may have seen before. */
  enterMinute(minuteMs: number): void {
    this.minute = this.minutes.find(({ atMs }) => atMs === minuteMs) ?? this.newMinute(minuteMs);
  }

  count(outcomeAt: number): void {
    this.minute.counts[outcomeAt]!++;
  }

  use(network: string | null, nowMs: number): void {
    if (this.lastUsedAtMs === null || this.lastUsedAtMs < nowMs) this.lastUsedAtMs = nowMs;
    if (network === null) return;
    const tally = this.networkTally(network) ?? this.newNetwork(network, nowMs);
    tally.count++;
    if (tally.lastSeenAtMs < nowMs) tally.lastSeenAtMs = nowMs;
  }

  useScope(scope: ResourceScope, nowMs: number): void {
    const tally = this.scopeTally(scope) ?? this.newScope(scope, nowMs);
    tally.count++;
    if (tally.lastUsedAtMs < nowMs) tally.lastUsedAtMs = nowMs;
  }

  minuteCounts(): MinuteCount[] {
    const { workspaceId, keyId } = this;
    return this.minutes.flatMap(({ atMs, counts }) =>
      USAGE_OUTCOMES.flatMap((outcome, at) => {
        const count = counts[at] ?? 0;
        return count === 0 ? [] : [{ workspaceId, keyId, atMs, outcome, count }];
      }),
    );
  }

  keyUse(): KeyUse | null {
    const { workspaceId, keyId, lastUsedAtMs } = this;
    return lastUsedAtMs === null ? null : { workspaceId, keyId, lastUsedAtMs };
  }

  networkUses(): NetworkUse[] {
    const { workspaceId, keyId } = this;
    return this.networks.map((tally) => ({ workspaceId, keyId, ...tally }));
  }

  scopeUses(): ScopeUse[] {
    const { workspaceId, keyId } = this;
    return this.scopes.map((tally) => ({ workspaceId, keyId, ...tally }));
  }

  private newMinute(atMs: number): MinuteTally {
    const minute = { atMs, counts: new Array<number>(USAGE_OUTCOMES.length).fill(0) };
    this.minutes.push(minute);
    return minute;
  }

  private networkTally(network: string): NetworkTally | null {
    for (const tally of this.networks) if (tally.network === network) return tally;
    return null;
  }

  private scopeTally(scope: ResourceScope): ScopeTally | null {
    for (const tally of this.scopes) if (tally.scope === scope) return tally;
    return null;
  }

  /** There are only so many. */
  private newScope(scope: ResourceScope, nowMs: number): ScopeTally {
    const tally = { scope, lastUsedAtMs: nowMs, count: 0 };
    this.scopes.push(tally);
    return tally;
  }

  /** One that came first makes way: a key whose networks change all the time must not fill the memory. */
  private newNetwork(network: string, nowMs: number): NetworkTally {
    if (this.networks.length >= NETWORKS_MAX) this.networks.shift();
    const tally = { network, firstSeenAtMs: nowMs, lastSeenAtMs: nowMs, count: 0 };
    this.networks.push(tally);
    return tally;
  }
}
