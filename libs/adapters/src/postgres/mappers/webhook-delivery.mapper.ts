import type { WebhookDelivery } from '@latchkey/domain';
import type { WebhookDeliveryEntity } from '../entities/webhook-delivery.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toWebhookDelivery = (row: WebhookDeliveryEntity): WebhookDelivery => ({
  id: row.id,
  workspaceId: row.workspaceId,
  webhookId: row.webhookId,
  eventId: row.eventId,
  eventType: row.eventType,
  overrideUrl: row.overrideUrl,
  lane: row.lane,
  state: row.state,
  attempts: row.attempts,
  nextAttemptAtMs: toMsOrNull(row.nextAttemptAt),
  leasedUntilMs: toMsOrNull(row.leasedUntil),
  createdAtMs: toMs(row.createdAt),
  endedAtMs: toMsOrNull(row.endedAt),
});

export const fromWebhookDelivery = (delivery: WebhookDelivery): WebhookDeliveryEntity => ({
  id: delivery.id,
  workspaceId: delivery.workspaceId,
  webhookId: delivery.webhookId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  overrideUrl: delivery.overrideUrl,
  lane: delivery.lane,
  state: delivery.state,
  attempts: [...delivery.attempts],
  nextAttemptAt: toDateOrNull(delivery.nextAttemptAtMs),
  leasedUntil: toDateOrNull(delivery.leasedUntilMs),
  createdAt: toDate(delivery.createdAtMs),
  endedAt: toDateOrNull(delivery.endedAtMs),
});
