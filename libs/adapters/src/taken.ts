import { ConflictError } from '@latchkey/domain';

const TEXTS = {
  id: 'This id is taken.',
  slug: 'This slug is taken.',
  hostnames: 'One of these host names is taken.',
  email: 'There is an account with this email address.',
  appKey: 'This app key is taken.',
  whatsAppPhoneNumberId: 'Another device of this workspace has this phone number id.',
  phoneNumber: 'There is a contact with this telephone number.',
  name: 'There is a template with this name and language.',
  sha256: 'This key is registered already.',
} as const;

/** A field that no two records share. */
export type UniqueField = keyof typeof TEXTS;

export const taken = (field: UniqueField): ConflictError => new ConflictError(field, TEXTS[field]);
