/**
 * Why a request is refused, in the order in which the reasons are looked for: the first that applies is the answer.
 * Each wire profile words every one of them.
 */
export const DENY_REASONS = [
  'key_missing',
  'key_malformed',
  'key_unknown',
  'key_revoked',
  'key_disabled',
  'key_expired',
  'workspace_suspended',
  'app_mismatch',
  'ip_denied',
  'entitlement_missing',
  'environment_denied',
  'scope_missing',
  'resource_denied',
  'rate_limited',
  'quota_exceeded',
  'allowance_exceeded',
] as const;

export type DenyReason = (typeof DENY_REASONS)[number];

/** How a decision is called where it is an answer of its own. */
export const DECISION_CODES = ['ok', ...DENY_REASONS] as const;
export type DecisionCode = (typeof DECISION_CODES)[number];
