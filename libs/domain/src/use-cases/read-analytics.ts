import {
  analyticsPoints,
  analyticsRange,
  type AnalyticsRange,
  type AskedAnalytics,
  type StatusCounts,
  totalsOf,
} from '../messaging/message-analytics.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { KeyRecord } from '../verification/key-record.js';
import { staysInSandbox } from '../verification/policies/environment.policy.js';

export interface Analytics {
  readonly range: AnalyticsRange;
  readonly totals: StatusCounts;
  /** One for every step of the range. */
  readonly points: readonly { readonly atMs: number; readonly counts: StatusCounts }[];
}

/** What has become of the messages that a key can see: those of its devices, and of the sandbox only where it stays there. */
export class ReadAnalytics {
  constructor(
    private readonly database: Pick<Database, 'messages'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param deviceId the only device that counts; the gate has let it pass. One that is not the workspace's has no messages.
   * @throws InvalidFieldError naming `from`
   */
  async execute({ key, workspace, devices }: KeyRecord, asked: AskedAnalytics, deviceId?: string): Promise<Analytics> {
    const range = analyticsRange(asked, this.clock.nowMs());
    const among = deviceId === undefined ? devices : new Set([deviceId]);
    const filter = { workspaceId: workspace.id, onlySandbox: staysInSandbox(key), among };
    const counts = await this.database.messages.statusCounts(filter, range);
    return { range, totals: totalsOf(counts), points: analyticsPoints(range, counts) };
  }
}
