/**
 * Why Latchkey may act on a key by itself, in the order in which the reasons are looked for: of those that would do the
 * same, the first is the one that is told.
 */
export const KEY_POLICIES = ['owner_left', 'unused', 'age'] as const;
export type KeyPolicyName = (typeof KEY_POLICIES)[number];

/** What a policy does to a key. Disabling is the reversible one. */
export const POLICY_ACTS = ['disable', 'revoke'] as const;
export type PolicyAct = (typeof POLICY_ACTS)[number];

/** What a policy counts from: whichever came last of those that it goes by. */
export const POLICY_CLOCKS = ['created', 'used', 'enabled', 'owner_left'] as const;
export type PolicyClock = (typeof POLICY_CLOCKS)[number];
