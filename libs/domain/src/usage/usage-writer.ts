import { DomainError } from '../errors.js';
import type { UsageStore } from '../ports/usage-store.port.js';
import type { KeyTally } from './key-tally.js';
import type { UsageBatch } from './usage-batch.js';
import type { UsageCounter } from './usage-counter.js';

/** What a busy server counts in a second, and what a database writes well within its patience. */
const MINUTES_PER_BATCH = 10_000;

interface Pending {
  readonly batch: UsageBatch;
  readonly tallies: ReadonlyMap<string, KeyTally>;
}

/**
 * Moves what was counted into the store, one batch at a time. A batch whose writing failed may have been written all the
 * same; it stays as it is, apart from what is counted later, and is tried again under its number, so that it counts once.
 */
export class UsageWriter {
  private pending: Pending | null = null;
  private batches = 0;
  private underWay: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  /** @param name told apart from every other writer's, also of earlier processes */
  constructor(
    private readonly counter: UsageCounter,
    private readonly store: Pick<UsageStore, 'write'>,
    private readonly name: string,
  ) {}

  /**
   * When it resolves, everything is written that was counted before it was called.
   *
   * @throws StoreUnavailableError where it is kept for the next time; another error where the store refuses a batch for
   *   good, which is then dropped, as it would hold up all that follow
   */
  flush(): Promise<void> {
    if (this.underWay === null) return this.run();
    // What is under way may have taken its batch already. All who come meanwhile share the one after it.
    return (this.next ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.run();
      }));
  }

  /** When a key was last used, as far as that is not known to be in the store. */
  unwrittenUseMs(keyId: string): number | null {
    const uses = [this.counter.lastUsedAtMs(keyId), this.pending?.tallies.get(keyId)?.lastUsedAtMs ?? null];
    return latest(uses);
  }

  private run(): Promise<void> {
    const run = this.writeAll().finally(() => {
      if (this.underWay === run) this.underWay = null;
    });
    this.underWay = run;
    return run;
  }

  /** What is counted meanwhile is left for the next time: else a busy server would never come to an end. */
  private async writeAll(): Promise<void> {
    if (this.pending !== null) await this.write(this.pending);
    for (let waiting = this.counter.keysWaiting; waiting > 0;) {
      const tallies = this.counter.take(MINUTES_PER_BATCH);
      waiting -= tallies.size;
      await this.write({ tallies, batch: this.batchOf(tallies) });
    }
  }

  private async write(pending: Pending): Promise<void> {
    this.pending = pending;
    try {
      await this.store.write(pending.batch);
      this.pending = null;
    } catch (error) {
      // Only a failure of ours: what it says will not change. The port's own errors pass.
      if (!(error instanceof DomainError)) this.pending = null;
      throw error;
    }
  }

  private batchOf(tallies: ReadonlyMap<string, KeyTally>): UsageBatch {
    const all = [...tallies.values()];
    return {
      writer: this.name,
      number: ++this.batches,
      counts: all.flatMap((tally) => tally.minuteCounts()),
      uses: all.flatMap((tally) => tally.keyUse() ?? []),
      networks: all.flatMap((tally) => tally.networkUses()),
      scopes: all.flatMap((tally) => tally.scopeUses()),
    };
  }
}

/** Of moments of which some are unknown; `null` where all are. */
export const latest = (moments: readonly (number | null | undefined)[]): number | null =>
  moments.reduce<number | null>(
    (late, ms) => (typeof ms === 'number' && (late === null || ms > late) ? ms : late),
    null,
  );
