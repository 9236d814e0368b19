import { USAGE_STEPS } from '@latchkey/vocabulary';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import { keptSinceMs, NETWORKS_KEPT_MS, NETWORKS_MAX } from '../usage/usage-steps.js';

/** Few enough that nothing else has to wait long for the rows, or for the connection. */
const ROWS_PER_PIECE = 5_000;

/**
 * Moves minutes on to hours, hours to days, and deletes what is too old to keep, metered periods and alerts included. It may be broken off at any moment, come
 * days too late, or run twice at once: each piece is a transaction that leaves every count in exactly one place.
 */
export class RollUpUsage {
  constructor(
    private readonly database: Pick<Database, 'usage' | 'meters' | 'alerts'>,
    private readonly clock: Clock,
  ) {}

  /** Ends after the piece under way when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<void> {
    const { usage, meters, alerts } = this.database;
    const nowMs = this.clock.nowMs();
    // The finest first: what a long pause left among the minutes goes as far as it has to in one run.
    for (const step of USAGE_STEPS) {
      await inPieces(signal, () => usage.rollUp(step, keptSinceMs(step, nowMs), ROWS_PER_PIECE));
    }
    await inPieces(signal, () => usage.forget(nowMs - NETWORKS_KEPT_MS, NETWORKS_MAX, ROWS_PER_PIECE));
    await inPieces(signal, () => meters.forget(keptSinceMs('day', nowMs), ROWS_PER_PIECE));
    await inPieces(signal, () => alerts.forget(keptSinceMs('day', nowMs), ROWS_PER_PIECE));
  }
}

async function inPieces(signal: AbortSignal, next: () => Promise<number>): Promise<void> {
  while (!signal.aborted && (await next()) > 0);
}
