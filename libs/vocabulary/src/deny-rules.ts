/**
 * Which rule refused, where a reason has several. For whoever checks a key on somebody's behalf; who presented the key
 * is told the reason only.
 */
export const DENY_RULES = [
  /** `key_expired` */
  'own_expiry',
  'overlap_over',
  /** `app_mismatch` */
  'app_not_named',
  'other_app_named',
  'app_archived',
  /** `ip_denied` */
  'no_client_address',
  'key_allowlist',
  'workspace_allowlist',
  /** `scope_missing` */
  'read_only_method',
  'read_only_scope',
  'scopes',
  /** `rate_limited` */
  'cost_over_limit',
] as const;
export type DenyRule = (typeof DENY_RULES)[number];
