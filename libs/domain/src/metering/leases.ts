import type { MeterStore } from '../ports/database.port.js';
import { type Crossing, Crossings, UNWATCHED, type Watch } from './crossing.js';
import type { Meter, MeterStanding } from './meter.js';
import { periodAt } from './period.js';

/**
 * What this process knows of a meter in a period. Units are numbered in the order in which the database grants them:
 * ours are those above `spent` up to `held`. A unit is good under a limit that is at least its number, so a limit that
 * is lowered holds at once, also for units that were leased before. (Exactly so for one instance. Of several, each would
 * keep to it by itself, and one may have spent numbers above it before.)
 */
interface Block extends Watch {
  readonly startMs: number;
  readonly endMs: number;
  readonly anchorMs: number | null;
  /** Whether the database has been asked in this period. */
  known: boolean;
  /** The number up to which ours are spent, and everybody else's granted. */
  spent: number;
  held: number;
  /** The number from which on they are ours: nothing below can be given back. */
  from: number;
  underWay: Promise<void> | null;
}

/** `short`: there may be units, but too few are at hand. `unknown`: nobody has asked in this period. */
export type Cover = 'covered' | 'exhausted' | 'short' | 'unknown';

/**
 * The units of durable meters that this process has leased and not spent. Spending is synchronous; only where a block is
 * used up is the database asked, once for all who wait.
 */
export class Leases {
  private readonly blocks = new Map<string, Block>();
  private readonly crossings = new Crossings();
  private sweepAtSize: number;

  /** @param blocksMin from how many blocks on those of past periods are swept; twice what is left says when again */
  constructor(
    private readonly store: MeterStore,
    private readonly blocksMin = 100_000,
  ) {
    this.sweepAtSize = blocksMin;
  }

  /** Whether so many units can be spent now. */
  cover(meter: Meter, units: number, nowMs: number): Cover {
    const block = this.current(meter, nowMs);
    if ((block?.spent ?? 0) + units > meter.limit) {
      // Under a limit that was lowered nothing may be spent any more that would be watched.
      if (block?.known) this.crossings.watch(meter, block);
      return 'exhausted';
    }
    if (!block?.known) return 'unknown';
    return block.held - block.spent >= units ? 'covered' : 'short';
  }

  /** Only right after `cover` said that it can be. Nothing may lie between the two but synchronous code. */
  spend(meter: Meter, units: number): void {
    const block = this.blocks.get(meter.id);
    if (block === undefined) throw new Error('Nothing of this meter is leased.');
    block.spent += units;
    this.crossings.watch(meter, block);
  }

  /** Parts of limits that were reached since the last time, as far as this process knows: some may have been before. */
  takeCrossings(): readonly Crossing[] {
    return this.crossings.take();
  }

  /** How the meter stands once so many more units are spent. */
  standing(meter: Meter, units: number, nowMs: number): MeterStanding {
    const { name, limit } = meter;
    const block = this.current(meter, nowMs);
    const { endMs } = block ?? periodAt(meter.period, nowMs, meter.anchorMs);
    const remaining = Math.max(0, limit - (block?.spent ?? 0) - units);
    return { name, limit, remaining, resetsAtMs: endMs, resetMs: endMs - nowMs };
  }

  /** Takes units out of the database; who asks meanwhile waits for the same. @throws StoreUnavailableError */
  lease(meter: Meter, units: number, nowMs: number): Promise<void> {
    const block = this.current(meter, nowMs) ?? this.open(meter, nowMs);
    block.underWay ??= this.extend(meter, units, block).finally(() => (block.underWay = null));
    return block.underWay;
  }

  /** Finds out how many units are granted, and takes none. @throws StoreUnavailableError */
  async learn(meter: Meter, nowMs: number): Promise<void> {
    const block = this.current(meter, nowMs) ?? this.open(meter, nowMs);
    const granted = await this.store.granted(meter.id, block.startMs);
    if (!block.known && block.underWay === null) this.place(block, granted, granted);
  }

  /** Units that were spent for nothing, in the period that ends then, can be spent again. */
  giveBack({ id }: Pick<Meter, 'id'>, units: number, periodEndMs: number): void {
    const block = this.blocks.get(id);
    if (block?.endMs === periodEndMs && block.spent - units >= block.from) block.spent -= units;
  }

  /**
   * How many units of the period are spent, by whomever. Who asks in a transaction has its store asked.
   * @throws StoreUnavailableError
   */
  async used(meter: Meter, nowMs: number, store: Pick<MeterStore, 'granted'> = this.store): Promise<number> {
    const { startMs } = periodAt(meter.period, nowMs, meter.anchorMs);
    const granted = await store.granted(meter.id, startMs);
    const block = this.current(meter, nowMs);
    if (!block?.known) return granted;
    // What a lease under way has taken is not spent. Waiting for it could take for ever: who asks in a transaction may
    // hold the connection that it waits for.
    return block.underWay === null ? Math.max(block.spent, granted - (block.held - block.spent)) : block.spent;
  }

  /** Puts back what nobody spent. Nothing may be spent afterwards. @throws StoreUnavailableError */
  async returnAll(): Promise<void> {
    await Promise.allSettled([...this.blocks.values()].flatMap(({ underWay }) => underWay ?? []));
    const unspent = [...this.blocks]
      .filter(([, { held, spent }]) => held > spent)
      .map(([meterId, { startMs, held, spent }]) => ({ meterId, periodStartMs: startMs, units: held - spent }));
    this.blocks.clear();
    if (unspent.length > 0) await this.store.giveBack(unspent);
  }

  private current({ id, anchorMs }: Meter, nowMs: number): Block | null {
    const block = this.blocks.get(id);
    if (block === undefined || nowMs < block.startMs || nowMs >= block.endMs) return null;
    // A plan that begins its months elsewhere has periods of its own.
    return block.anchorMs === anchorMs ? block : null;
  }

  private open({ id, period, anchorMs }: Meter, nowMs: number): Block {
    if (this.blocks.size >= this.sweepAtSize) this.sweep(nowMs);
    const span = periodAt(period, nowMs, anchorMs);
    const unspent = { known: false, spent: 0, held: 0, from: 0, underWay: null };
    const block: Block = { ...span, anchorMs, ...unspent, ...UNWATCHED };
    this.blocks.set(id, block);
    return block;
  }

  /**
   * The rest goes back in the same statement, because the next units may not follow on it. If the statement fails,
   * nobody knows whether it did, and the rest is spent by nobody.
   */
  private async extend({ id, limit }: Meter, units: number, block: Block): Promise<void> {
    const unitsReturned = block.held - block.spent;
    block.held = block.spent;
    const { grantedUnits, leasedUnits } = await this.store.lease({
      meterId: id,
      periodStartMs: block.startMs,
      periodEndMs: block.endMs,
      limit,
      unitsMin: units,
      unitsReturned,
    });
    this.place(block, grantedUnits - leasedUnits, grantedUnits);
  }

  private place(block: Block, above: number, upTo: number): void {
    block.known = true;
    if (above !== block.held) {
      block.from = above;
      block.spent = above;
    }
    block.held = upTo;
  }

  private sweep(nowMs: number): void {
    for (const [id, { endMs, underWay }] of this.blocks)
      if (endMs <= nowMs && underWay === null) this.blocks.delete(id);
    this.sweepAtSize = Math.max(this.blocksMin, this.blocks.size * 2);
  }
}
