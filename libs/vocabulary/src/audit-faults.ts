/**
 * What is wrong with a chain of audit entries. `changed`: the entry is not as it was written. `missing`: there is none
 * where one was. `inserted`: it is one too many. `head_missing`, `head_changed`: the note of where the chain ends is gone,
 * or is not ours. `head_replaced`: it was not ours when the chain went on. `unchained_changed`: entries from before the
 * chain were added or removed. `chain_missing`: whole chains were added or removed; of the installation's only.
 * `not_as_noted`: it verifies, and is not what somebody has noted elsewhere.
 */
export const AUDIT_FAULTS = [
  'changed',
  'missing',
  'inserted',
  'head_missing',
  'head_changed',
  'head_replaced',
  'unchained_changed',
  'chain_missing',
  'not_as_noted',
] as const;
export type AuditFault = (typeof AUDIT_FAULTS)[number];
