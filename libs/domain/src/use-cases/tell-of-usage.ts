import type { FireAlerts, FoundCause } from '../alerts/fire-alerts.js';
import { defaultAlertRules } from '../alerts/alert-rules.js';
import type { Crossing } from '../metering/crossing.js';
import type { Leases } from '../metering/leases.js';
import type { Database, Stores } from '../ports/database.port.js';

/**
 * Tells workspaces that a part of a limit is used, once for each meter, period and percent. Meters are watched in memory,
 * so no request waits for this; the alert and its event are one transaction, so a restart tells of nothing again.
 */
export class TellOfUsage {
  private waiting: Crossing[] = [];

  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly leases: Pick<Leases, 'takeCrossings'>,
    private readonly fireAlerts: FireAlerts,
  ) {}

  /** What it could not write, it keeps for the next time. @throws StoreUnavailableError */
  async execute(): Promise<void> {
    this.waiting.push(...this.leases.takeCrossings());
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      const crossing = next;
      await this.database.transaction((stores) => this.tell(stores, crossing));
      this.waiting.shift();
    }
  }

  private async tell(stores: Stores, crossing: Crossing): Promise<void> {
    const { workspaceId } = crossing.meter;
    const { rules } = (await stores.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId);
    if (rules.quota_used.percents.includes(crossing.percent))
      await this.fireAlerts.execute(stores, [usageCause(crossing)]);
  }
}

const usageCause = ({ meter, startMs, endMs, percent, used }: Crossing): FoundCause => ({
  workspaceId: meter.workspaceId,
  kind: 'quota_used',
  keyId: meter.keyId,
  cause: `${meter.id} ${startMs} ${percent}`,
  details: {
    meter: meter.name,
    limit: meter.limit,
    used,
    percent,
    periodStartsAt: new Date(startMs).toISOString(),
    periodEndsAt: new Date(endMs).toISOString(),
  },
  resolvesAtMs: endMs,
});
