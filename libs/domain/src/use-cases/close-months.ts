import { spanOfMonth } from '../billing/month.js';
import { closableMonths } from '../billing/statement-window.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import type { DrawStatement } from './draw-statement.js';

const WORKSPACES_AT_ONCE = 100;

/**
 * Closes the months that are over, for every workspace: what their statement says then stays so. It may be broken off at
 * any moment, come months too late, or run twice at once: each statement is one write, which only the first one makes.
 */
export class CloseMonths {
  /** The last month that is closed for everybody, as far as this process has seen; workspaces are not made in the past. */
  private closedUpTo = '';

  constructor(
    private readonly database: Pick<Database, 'statements'>,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly drawStatement: DrawStatement,
    private readonly clock: Clock,
  ) {}

  /** Ends after the statement under way when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<void> {
    const due = closableMonths(this.clock.nowMs()).filter((month) => month > this.closedUpTo);
    // What this process counted before the month was over must not come after the statement.
    if (due.length > 0) await this.writer.flush();
    for (const month of due) {
      await this.closeAll(month, signal);
      if (signal.aborted) return;
      this.closedUpTo = month;
    }
  }

  private async closeAll(month: string, signal: AbortSignal): Promise<void> {
    const { statements } = this.database;
    const { endMs } = spanOfMonth(month);
    for (;;) {
      const workspaceIds = await statements.without(month, endMs, WORKSPACES_AT_ONCE);
      if (workspaceIds.length === 0) return;
      for (const workspaceId of workspaceIds) {
        if (signal.aborted) return;
        const nowMs = this.clock.nowMs();
        await statements.close(await this.drawStatement.execute({ workspaceId, month, nowMs, closedAtMs: nowMs }));
      }
    }
  }
}
