/** What becomes of a key that a scanner has found in public. Disabling is the reversible one; `notify` leaves it as it is. */
export const LEAK_POLICIES = ['notify', 'disable', 'revoke'] as const;
export type LeakPolicy = (typeof LEAK_POLICIES)[number];

/** What became of a key that the leak desk was asked to end. */
export const DESK_OUTCOMES = ['revoked', 'already', 'unknown'] as const;
export type DeskOutcome = (typeof DESK_OUTCOMES)[number];
