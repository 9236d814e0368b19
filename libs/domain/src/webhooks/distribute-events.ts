import type { WorkspaceEvent } from '../events/workspace-event.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { findTenant, lockTenant } from '../use-cases/tenant.js';
import { includesWebhooks } from './entitled-to-webhooks.js';
import { eventBody } from './event-body.js';
import { signerFor } from './override-signer.js';
import { newDelivery, type Outgoing } from './webhook-delivery.js';
import { type Webhook, wants } from './webhook.js';

export const EVENTS_PER_BATCH = 200;

/**
 * Makes a delivery for every endpoint that wants to hear of an event, in the transaction that marks the event as told:
 * whenever the process ends, an event is either untold or has all of its deliveries.
 */
export class DistributeEvents {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** One batch. Answers of how many events; fewer than `EVENTS_PER_BATCH`: none are left. @throws StoreUnavailableError */
  execute(): Promise<number> {
    return this.database.transaction(async (stores) => {
      const events = await stores.events.takeUntold(EVENTS_PER_BATCH);
      if (events.length === 0) return 0;
      const nowMs = this.clock.nowMs();
      const addressees = await this.addresseesOf(stores, events);
      const told = [];
      for (const event of events) {
        const outgoing = await this.outgoingOf(stores, event, addressees.get(event.workspaceId) ?? null);
        await stores.deliveries.insert(outgoing.map((each) => newDelivery(each, nowMs, this.random)));
        told.push({ id: event.id, body: outgoing.length === 0 ? null : eventBody(event) });
      }
      await stores.events.markTold(told, nowMs);
      return events.length;
    });
  }

  /**
   * The endpoints of every workspace that may have any, by workspace. Where one may have to be made, the workspace is
   * locked first, as everywhere: the workspace, its plan, its endpoints.
   */
  private async addresseesOf(stores: Stores, events: readonly WorkspaceEvent[]): Promise<Map<string, Webhook[]>> {
    const overridden = new Set(events.filter(({ overrideUrl }) => overrideUrl !== null).map(workspaceOf));
    const addressees = new Map<string, Webhook[]>();
    const entitled = async (workspaceId: string): Promise<boolean> =>
      includesWebhooks((await (overridden.has(workspaceId) ? lockTenant : findTenant)(stores, workspaceId)).plan);
    for (const workspaceId of [...overridden].sort()) {
      if (await entitled(workspaceId)) addressees.set(workspaceId, []);
    }
    for (const webhook of await stores.webhooks.hold([...new Set(events.map(workspaceOf))].sort())) {
      const { workspaceId } = webhook;
      const others = addressees.get(workspaceId);
      if (others !== undefined) others.push(webhook);
      else if (!overridden.has(workspaceId) && (await entitled(workspaceId))) addressees.set(workspaceId, [webhook]);
    }
    return addressees;
  }

  private async outgoingOf(
    stores: Stores,
    event: WorkspaceEvent,
    webhooks: Webhook[] | null,
  ): Promise<readonly Outgoing[]> {
    if (webhooks === null) return [];
    const { workspaceId, overrideUrl, type } = event;
    if (overrideUrl === null)
      return webhooks.filter((webhook) => wants(webhook, type)).map((webhook) => ({ webhook, event }));
    const webhook = await signerFor(stores, workspaceId, webhooks, this.means);
    if (webhook === null) return [];
    if (!webhooks.includes(webhook)) webhooks.push(webhook);
    return [{ webhook, event, overrideUrl }];
  }

  private get means() {
    return { box: this.box, clock: this.clock, random: this.random };
  }
}

const workspaceOf = ({ workspaceId }: WorkspaceEvent): string => workspaceId;
