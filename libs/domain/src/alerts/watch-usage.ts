import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { SignalPlace } from '../ports/usage-signal-store.port.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import type { FindUnusualUse } from './find-unusual-use.js';
import type { FireAlerts, FoundCause } from './fire-alerts.js';

const PER_LOOK = 500;
/** The first look after a start goes back so far, each later one as far as clocks may differ. What was found is no news. */
const FIRST_LOOK_BACK_MS = 24 * 60 * 60 * 1000;
const LOOK_BACK_MS = 60_000;

/** One kind of thing that usage has written: how it is read, and which of it is news. */
interface Source<T> {
  readonly read: (after: SignalPlace) => Promise<readonly T[]>;
  readonly placeOf: (item: T) => SignalPlace;
  readonly judge: (items: readonly T[]) => Promise<readonly FoundCause[]>;
}

/**
 * Finds use of keys that is news: from a new network, or after a long silence. It reads what usage has written, off the
 * path of any request, and only what has come since the last look.
 */
export class WatchUsage {
  private lookedUntilMs: number | null = null;

  constructor(
    private readonly database: Pick<Database, 'usageSignals' | 'transaction'>,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly unusual: FindUnusualUse,
    private readonly fireAlerts: FireAlerts,
    private readonly clock: Clock,
  ) {}

  /** Answers how many alerts were fired. @throws StoreUnavailableError; the next look then begins where this one did */
  async execute(signal: AbortSignal): Promise<number> {
    const nowMs = this.clock.nowMs();
    const fromMs = this.lookedUntilMs === null ? nowMs - FIRST_LOOK_BACK_MS : this.lookedUntilMs - LOOK_BACK_MS;
    // What is counted and not written would otherwise come with a time that has been looked at.
    await this.writer.flush();
    const { usageSignals } = this.database;
    const networks = await this.walk(fromMs, signal, {
      read: (after) => usageSignals.newNetworks(after, PER_LOOK),
      placeOf: (seen) => ({ ...seen, atMs: seen.firstSeenAtMs }),
      judge: (seen) => this.unusual.networks(seen),
    });
    const returns = await this.walk(fromMs, signal, {
      read: (after) => usageSignals.returns(after, PER_LOOK),
      placeOf: (back) => ({ ...back, atMs: back.usedAtMs, network: '' }),
      judge: (back) => this.unusual.returns(back),
    });
    if (!signal.aborted) this.lookedUntilMs = nowMs;
    return networks + returns;
  }

  private async walk<T>(fromMs: number, signal: AbortSignal, { read, placeOf, judge }: Source<T>): Promise<number> {
    let fired = 0;
    let after: SignalPlace | null = { atMs: fromMs, keyId: '', network: '' };
    while (after !== null && !signal.aborted) {
      const items: readonly T[] = await read(after);
      const found = await judge(items);
      if (found.length > 0)
        fired += await this.database.transaction((stores) => this.fireAlerts.execute(stores, found));
      const last = items.at(-1);
      after = items.length < PER_LOOK || last === undefined ? null : placeOf(last);
    }
    return fired;
  }
}
