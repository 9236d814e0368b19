import { DomainError, NotFoundError } from '../errors.js';
import { workspaceEvent } from '../events/workspace-event.js';
import type { Clock } from '../ports/clock.port.js';
import type { Random } from '../ports/random.port.js';
import type { Caller } from '../use-cases/caller.js';
import { noteCreated } from '../use-cases/created-once.js';
import type { ChangeWebhook, LockedWebhook, WebhookAddress } from './change-webhook.js';
import { assertIncludesWebhooks } from './entitled-to-webhooks.js';
import { eventBody } from './event-body.js';
import { newDelivery, type Outgoing, type WebhookDelivery } from './webhook-delivery.js';

export interface DeliveryAddress extends WebhookAddress {
  readonly deliveryId: string;
}

/** Has one endpoint told of something because somebody asks for it. */
export class TellWebhook {
  constructor(
    private readonly changeWebhook: ChangeWebhook,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * A `webhook.test` event, for this endpoint alone.
   * @throws NotFoundError, EntitlementMissingError, DomainError `scope_not_held`, `conflict`
   */
  test(caller: Caller, address: WebhookAddress): Promise<WebhookDelivery> {
    return this.changeWebhook.underLock(caller, address, async (locked) => {
      const { webhook, nowMs, stores, audit } = locked;
      assertCanBeTold(locked);
      if (webhook.url === null) throw new DomainError('conflict', 'This webhook has no address to send anything to.');
      const { workspaceId, id } = webhook;
      const event = workspaceEvent({ workspaceId, type: 'webhook.test', data: { id } }, this.clock, this.random);
      await stores.events.append(event);
      await stores.events.markTold([{ id: event.id, body: eventBody(event) }], nowMs);
      await audit({ action: 'webhook.tested', after: { eventId: event.id } });
      return this.send(caller, locked, { webhook, event });
    });
  }

  /**
   * The same event once more, with the same `webhook-id`, whatever has become of it before.
   * @throws NotFoundError, EntitlementMissingError, DomainError `scope_not_held`, `conflict`
   */
  replay(caller: Caller, address: DeliveryAddress): Promise<WebhookDelivery> {
    return this.changeWebhook.underLock(caller, address, async (locked) => {
      const { webhook, stores, audit } = locked;
      const former = await stores.deliveries.find(webhook.workspaceId, webhook.id, address.deliveryId);
      if (former === null) throw new NotFoundError('delivery');
      assertCanBeTold(locked);
      const { eventId, eventType, overrideUrl } = former;
      await audit({ action: 'webhook.replayed', after: { eventId, deliveryId: former.id } });
      return this.send(caller, locked, { webhook, event: { id: eventId, type: eventType }, overrideUrl });
    });
  }

  private async send(caller: Caller, { stores, nowMs }: LockedWebhook, outgoing: Outgoing): Promise<WebhookDelivery> {
    const delivery = newDelivery(outgoing, nowMs, this.random);
    await stores.deliveries.insert([delivery]);
    await noteCreated(stores, caller.claim, delivery.id);
    return delivery;
  }
}

function assertCanBeTold({ webhook, tenant }: LockedWebhook): void {
  assertIncludesWebhooks(tenant.plan);
  if (webhook.disabled !== null) throw new DomainError('conflict', 'The webhook is disabled. Enable it first.');
}
