import type { Contact } from '@latchkey/domain';
import type { ContactEntity } from '../entities/contact.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toContact = (row: ContactEntity): Contact => ({
  id: row.id,
  workspaceId: row.workspaceId,
  sandbox: row.sandbox,
  phoneNumber: row.phoneNumber,
  name: row.name,
  tags: row.tags,
  metadata: row.metadata,
  optedOutAtMs: toMsOrNull(row.optedOutAt),
  createdAtMs: toMs(row.createdAt),
  updatedAtMs: toMs(row.updatedAt),
});

export const fromContact = (contact: Contact): ContactEntity => ({
  id: contact.id,
  workspaceId: contact.workspaceId,
  sandbox: contact.sandbox,
  phoneNumber: contact.phoneNumber,
  name: contact.name,
  nameFolded: contact.name.toLowerCase(),
  tags: [...contact.tags],
  metadata: contact.metadata,
  optedOutAt: toDateOrNull(contact.optedOutAtMs),
  createdAt: toDate(contact.createdAtMs),
  updatedAt: toDate(contact.updatedAtMs),
});
