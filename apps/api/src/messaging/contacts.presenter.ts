import type { ContactView, UpdateContactRequest } from '@latchkey/contracts';
import type { Contact, ContactFields } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toContactView = (contact: Contact): ContactView => ({
  id: contact.id,
  phoneNumber: contact.phoneNumber,
  name: contact.name,
  tags: [...contact.tags],
  metadata: { ...contact.metadata },
  optedOutAt: toTimestampOrNull(contact.optedOutAtMs),
  sandbox: contact.sandbox,
  createdAt: toTimestamp(contact.createdAtMs),
  updatedAt: toTimestamp(contact.updatedAtMs),
});

/** What the request names, and nothing else: what it leaves out stays as it is. */
export const toContactFields = <T extends UpdateContactRequest>({
  optedOutAt,
  ...fields
}: T): Omit<T, 'optedOutAt'> & Pick<ContactFields, 'optedOutAtMs'> => ({
  ...fields,
  ...(optedOutAt !== undefined && { optedOutAtMs: optedOutAt === null ? null : Date.parse(optedOutAt) }),
});
