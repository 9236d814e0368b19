import type { Webhook } from '@latchkey/domain';
import type { WebhookEntity } from '../entities/webhook.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toWebhook = (row: WebhookEntity): Webhook => ({
  id: row.id,
  workspaceId: row.workspaceId,
  url: row.url,
  description: row.description,
  eventTypes: row.eventTypes,
  sealedSecret: row.sealedSecret,
  formerSecret:
    row.formerSealedSecret === null || row.formerSecretUntil === null
      ? null
      : { sealed: row.formerSealedSecret, untilMs: toMs(row.formerSecretUntil) },
  disabled:
    row.disabledAt === null || row.disabledReason === null
      ? null
      : { atMs: toMs(row.disabledAt), reason: row.disabledReason },
  failingSinceMs: toMsOrNull(row.failingSince),
  createdAtMs: toMs(row.createdAt),
  secretRotatedAtMs: toMsOrNull(row.secretRotatedAt),
});

export const fromWebhook = (webhook: Webhook): WebhookEntity => ({
  id: webhook.id,
  workspaceId: webhook.workspaceId,
  url: webhook.url,
  description: webhook.description,
  eventTypes: [...webhook.eventTypes],
  sealedSecret: webhook.sealedSecret,
  formerSealedSecret: webhook.formerSecret?.sealed ?? null,
  formerSecretUntil: toDateOrNull(webhook.formerSecret?.untilMs ?? null),
  disabledAt: toDateOrNull(webhook.disabled?.atMs ?? null),
  disabledReason: webhook.disabled?.reason ?? null,
  failingSince: toDateOrNull(webhook.failingSinceMs),
  createdAt: toDate(webhook.createdAtMs),
  secretRotatedAt: toDateOrNull(webhook.secretRotatedAtMs),
});
