import type { Message } from '@latchkey/domain';
import type { MessageEntity } from '../entities/message.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toMessage = (row: MessageEntity): Message => ({
  id: row.id,
  workspaceId: row.workspaceId,
  keyId: row.keyId,
  userId: row.userId,
  deviceId: row.deviceId,
  to: row.recipient,
  body: row.body,
  status: row.status,
  statusChangedAtMs: toMs(row.statusChangedAt),
  failure: row.failureCode && { code: row.failureCode, reason: row.failureReason ?? '' },
  providerMessageId: row.providerMessageId,
  webhookUrl: row.webhookUrl,
  sandbox: row.sandbox,
  attempts: row.attempts,
  dueAtMs: toMsOrNull(row.dueAt),
  createdAtMs: toMs(row.createdAt),
});

export const fromMessage = (message: Message): MessageEntity => ({
  id: message.id,
  workspaceId: message.workspaceId,
  keyId: message.keyId,
  userId: message.userId,
  deviceId: message.deviceId,
  recipient: message.to,
  body: message.body,
  status: message.status,
  statusChangedAt: toDate(message.statusChangedAtMs),
  failureCode: message.failure?.code ?? null,
  failureReason: message.failure?.reason ?? null,
  providerMessageId: message.providerMessageId,
  webhookUrl: message.webhookUrl,
  sandbox: message.sandbox,
  attempts: message.attempts,
  dueAt: toDateOrNull(message.dueAtMs),
  createdAt: toDate(message.createdAtMs),
});
