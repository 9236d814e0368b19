import { THRESHOLD_PERCENTS, type ThresholdPercent } from '@latchkey/vocabulary';
import type { Meter } from './meter.js';

/** A meter that has reached a part of its limit in a period. */
export interface Crossing {
  readonly meter: Meter;
  readonly startMs: number;
  readonly endMs: number;
  readonly percent: ThresholdPercent;
  /** When it was noticed. */
  readonly used: number;
}

/** From so many units on, that part of the limit is used. */
export const unitsOfPercent = (percent: ThresholdPercent, limit: number): number => Math.ceil((limit * percent) / 100);

/** What is remembered of a meter in a period, so that most spending has nothing to work out. */
export interface Watch {
  /** From so many units on there may be something to tell, under the limit that was in force when it was worked out. */
  watchFrom: number;
  watchedLimit: number;
  /** Up to which percent it was noticed. Keys of one lineage may count under several limits in turn. */
  noticedPercent: number;
}

export const UNWATCHED: Readonly<Watch> = { watchFrom: 0, watchedLimit: 0, noticedPercent: 0 };

interface Watched extends Watch {
  readonly startMs: number;
  readonly endMs: number;
  readonly spent: number;
}

/**
 * What meters have reached, until somebody takes it to tell of it. Spending asks only whether a number has been passed;
 * what is beyond that happens a few times a period. Nothing here is durable: after a restart everything that was reached
 * is noticed again, and whoever tells of it knows what was told.
 */
export class Crossings {
  private noticed: Crossing[] = [];

  /** To be asked after each spending, and where there is nothing left to spend. */
  watch(meter: Meter, block: Watched): void {
    if (block.spent < block.watchFrom && meter.limit === block.watchedLimit) return;
    block.watchedLimit = meter.limit;
    block.watchFrom = Infinity;
    for (const percent of THRESHOLD_PERCENTS) {
      const units = unitsOfPercent(percent, meter.limit);
      if (units > block.spent) block.watchFrom = Math.min(block.watchFrom, units);
      else if (percent > block.noticedPercent) this.note(meter, block, percent);
    }
  }

  /** What was noticed since the last time, the oldest first. */
  take(): readonly Crossing[] {
    const taken = this.noticed;
    this.noticed = [];
    return taken;
  }

  private note(meter: Meter, block: Watched, percent: ThresholdPercent): void {
    const { startMs, endMs, spent } = block;
    block.noticedPercent = percent;
    this.noticed.push({ meter, startMs, endMs, percent, used: spent });
  }
}
