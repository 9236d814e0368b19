import type {
  DeliveryView,
  DeliveryWithPayload,
  IssuedWebhook as IssuedWebhookView,
  WebhookView,
} from '@latchkey/contracts';
import type { Webhook, WebhookDelivery } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toWebhookView = (webhook: Webhook): WebhookView => ({
  id: webhook.id,
  workspaceId: webhook.workspaceId,
  url: webhook.url,
  description: webhook.description,
  eventTypes: [...webhook.eventTypes],
  enabled: webhook.disabled === null,
  disabledAt: toTimestampOrNull(webhook.disabled?.atMs ?? null),
  disabledReason: webhook.disabled?.reason ?? null,
  failingSince: toTimestampOrNull(webhook.failingSinceMs),
  createdAt: toTimestamp(webhook.createdAtMs),
  secretRotatedAt: toTimestampOrNull(webhook.secretRotatedAtMs),
  formerSecretEndsAt: toTimestampOrNull(webhook.formerSecret?.untilMs ?? null),
});

interface Issued {
  readonly webhook: Webhook;
  /** `null` where an earlier attempt has made the secret. */
  readonly secret: string | null;
}

export const toIssuedWebhookView = ({ webhook, secret }: Issued): IssuedWebhookView => ({
  ...toWebhookView(webhook),
  secret,
  ...(secret === null && { secretShownAt: toTimestamp(webhook.secretRotatedAtMs ?? webhook.createdAtMs) }),
});

export const toDeliveryView = (delivery: WebhookDelivery): DeliveryView => ({
  id: delivery.id,
  webhookId: delivery.webhookId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  overrideUrl: delivery.overrideUrl,
  state: delivery.state,
  attempts: delivery.attempts.map(({ atMs, ...attempt }) => ({ at: toTimestamp(atMs), ...attempt })),
  nextAttemptAt: toTimestampOrNull(delivery.nextAttemptAtMs),
  createdAt: toTimestamp(delivery.createdAtMs),
});

export const toDeliveryWithPayload = (delivery: WebhookDelivery, payload: string): DeliveryWithPayload => ({
  ...toDeliveryView(delivery),
  payload,
});
