import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryPage, DeliveryView, DeliveryWithPayload, ListDeliveriesQuery } from '@latchkey/contracts';
import {
  assertMayHear,
  type Caller,
  createdBefore,
  type Database,
  NotFoundError,
  TellWebhook,
  type WebhookDelivery,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toDeliveryView, toDeliveryWithPayload } from './webhook.presenter.js';

@Injectable()
export class DeliveriesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(TellWebhook) private readonly tellWebhook: TellWebhook,
  ) {}

  async list(
    caller: Caller,
    workspaceId: string,
    webhookId: string,
    { limit, cursor, state }: ListDeliveriesQuery,
  ): Promise<DeliveryPage> {
    assertMayHear(caller, workspaceId);
    if ((await this.database.webhooks.find(workspaceId, webhookId)) === null) throw new NotFoundError('webhook');
    const request = pageRequestOf({ ...(limit && { limit }), ...(cursor && { cursor }) });
    const filter = { workspaceId, webhookId, ...(state && { state }) };
    return toPage(await this.database.deliveries.page(filter, request), toDeliveryView);
  }

  async find(caller: Caller, workspaceId: string, webhookId: string, deliveryId: string): Promise<DeliveryWithPayload> {
    assertMayHear(caller, workspaceId);
    const delivery = await this.database.deliveries.find(workspaceId, webhookId, deliveryId);
    const payload = delivery && (await this.database.events.bodyOf(workspaceId, delivery.eventId));
    if (delivery === null || payload === null) throw new NotFoundError('delivery');
    return toDeliveryWithPayload(delivery, payload);
  }

  async test(caller: Caller, workspaceId: string, webhookId: string): Promise<DeliveryView> {
    const address = { workspaceId, webhookId };
    const before = await this.madeBefore(caller, workspaceId, webhookId);
    return toDeliveryView(before ?? (await this.tellWebhook.test(caller, address)));
  }

  async replay(caller: Caller, workspaceId: string, webhookId: string, deliveryId: string): Promise<DeliveryView> {
    const address = { workspaceId, webhookId, deliveryId };
    const before = await this.madeBefore(caller, workspaceId, webhookId);
    return toDeliveryView(before ?? (await this.tellWebhook.replay(caller, address)));
  }

  private madeBefore({ claim }: Caller, workspaceId: string, webhookId: string): Promise<WebhookDelivery | null> {
    return createdBefore(claim, (id) => this.database.deliveries.find(workspaceId, webhookId, id));
  }
}
