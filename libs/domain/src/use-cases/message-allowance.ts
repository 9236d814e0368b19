import type { Leases } from '../metering/leases.js';
import { type Meter, messagesMeter } from '../metering/meter.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import { type Denied, denyUsedUp } from '../verification/decision.js';
import { findTenant } from './tenant.js';

/** What was taken; `meter` is `null` where messages are not metered. */
export interface SpentMessages {
  readonly meter: Meter | null;
  readonly messages: number;
  readonly periodEndMs: number;
}

/** The month's messages, for what people send: that of a key is charged with its request. */
export class MessageAllowance {
  constructor(
    private readonly database: Database,
    private readonly leases: Pick<Leases, 'cover' | 'lease' | 'spend' | 'standing' | 'giveBack'>,
    private readonly clock: Clock,
  ) {}

  /** All of them, or none and the refusal. @throws NotFoundError, StoreUnavailableError */
  async spend(workspaceId: string, messages: number): Promise<SpentMessages | Denied> {
    const { workspace, plan } = await findTenant(this.database, workspaceId);
    const meter = messagesMeter(workspace, plan);
    if (meter === null) return { meter, messages, periodEndMs: 0 };
    for (;;) {
      const nowMs = this.clock.nowMs();
      const cover = this.leases.cover(meter, messages, nowMs);
      const standing = this.leases.standing(meter, 0, nowMs);
      if (cover === 'exhausted') return denyUsedUp(null, standing);
      if (cover === 'covered') {
        this.leases.spend(meter, messages);
        return { meter, messages, periodEndMs: standing.resetsAtMs };
      }
      await this.leases.lease(meter, messages, nowMs);
    }
  }

  /** What was spent for nothing. */
  giveBack({ meter, messages, periodEndMs }: SpentMessages): void {
    if (meter !== null) this.leases.giveBack(meter, messages, periodEndMs);
  }
}
