/** Part of the secret's prefix: which world the key belongs to. */
export const KEY_ENVIRONMENTS = ['live', 'test'] as const;
export type KeyEnvironment = (typeof KEY_ENVIRONMENTS)[number];

/** `production`: full access. `sandbox`: sandbox data only. `read_only`: GET and HEAD only. */
export const KEY_TYPES = ['production', 'sandbox', 'read_only'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/** Derived from a key's timestamps, never stored beside them. */
export const KEY_STATES = ['active', 'disabled', 'expired', 'revoked'] as const;
export type KeyState = (typeof KEY_STATES)[number];
