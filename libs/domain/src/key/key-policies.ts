import type { PolicyAct } from '@latchkey/vocabulary';

export interface DaysPolicy {
  /** Of 24 hours each. */
  readonly afterDays: number;
  readonly act: PolicyAct;
}

/** What Latchkey does by itself with the keys of an API; each `null`: nothing. */
export interface KeyPolicies {
  /** With a key that has not been used for so long. */
  readonly unused: DaysPolicy | null;
  /** With a key that was created so long ago. */
  readonly age: DaysPolicy | null;
  /** With a key whose creator has left its workspace, or for good. */
  readonly ownerLeft: { readonly act: PolicyAct } | null;
}

export const NO_KEY_POLICIES: KeyPolicies = { unused: null, age: null, ownerLeft: null };

export const hasKeyPolicies = ({ unused, age, ownerLeft }: KeyPolicies): boolean =>
  unused !== null || age !== null || ownerLeft !== null;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The policy is due on what its clock has counted from this very millisecond, or from an earlier one. */
export const dueSinceMs = ({ afterDays }: DaysPolicy, nowMs: number): number => nowMs - afterDays * DAY_MS;
