import type { Message } from '@latchkey/domain';
import type { MessageEntity } from '../entities/message.entity.js';
import { toDate, toMs } from './instants.js';

export const toMessage = (row: MessageEntity): Message => ({
  id: row.id,
  workspaceId: row.workspaceId,
  keyId: row.keyId,
  deviceId: row.deviceId,
  to: row.recipient,
  body: row.body,
  status: row.status,
  sandbox: row.sandbox,
  createdAtMs: toMs(row.createdAt),
});

export const fromMessage = (message: Message): MessageEntity => ({
  id: message.id,
  workspaceId: message.workspaceId,
  keyId: message.keyId,
  deviceId: message.deviceId,
  recipient: message.to,
  body: message.body,
  status: message.status,
  sandbox: message.sandbox,
  createdAt: toDate(message.createdAtMs),
});
