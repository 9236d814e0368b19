import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Few enough that nothing else has to wait long for the rows, or for the connection. */
const ROWS_PER_PIECE = 2_000;

/** Deletes deliveries that ended 30 days ago, and events of that age that none refers to. It may be broken off at any moment. */
export class ForgetEvents {
  constructor(
    private readonly database: Pick<Database, 'deliveries' | 'events'>,
    private readonly clock: Clock,
  ) {}

  /** Ends after the piece under way when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<void> {
    const beforeMs = this.clock.nowMs() - KEPT_MS;
    const { deliveries, events } = this.database;
    // Deliveries first: an event is kept for as long as the log refers to it.
    while (!signal.aborted && (await deliveries.forget(beforeMs, ROWS_PER_PIECE)) > 0);
    while (!signal.aborted && (await events.forget(beforeMs, ROWS_PER_PIECE)) > 0);
  }
}
