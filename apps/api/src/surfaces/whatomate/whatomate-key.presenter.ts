import type { IssuedKey, KeyView, WhatomateIssuedKey, WhatomateKeyView } from '@latchkey/contracts';

export const toWhatomateKey = (key: KeyView): WhatomateKeyView => ({
  id: key.id,
  name: key.label,
  key_prefix: prefixOf(key),
  last_used_at: key.lastUsedAt,
  expires_at: key.expiresAt,
  is_active: key.state === 'active',
  created_at: key.createdAt,
});

export const toWhatomateIssuedKey = (key: IssuedKey): WhatomateIssuedKey => ({
  id: key.id,
  name: key.label,
  key: key.secret,
  key_prefix: prefixOf(key),
  expires_at: key.expiresAt,
  created_at: key.createdAt,
});

/** `start` is `whm_` and the first eight characters behind it. */
const prefixOf = ({ start }: KeyView): string => start.slice(start.indexOf('_') + 1);
