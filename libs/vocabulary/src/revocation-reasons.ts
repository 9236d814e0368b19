/** Why a key was revoked. A revocation is final; the reason stays with the key. */
export const REVOCATION_REASONS = [
  'compromised',
  'superseded',
  'unused',
  'owner_left',
  'policy',
  'administrative',
] as const;

export type RevocationReason = (typeof REVOCATION_REASONS)[number];
