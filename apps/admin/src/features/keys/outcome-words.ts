import type { DenyReason } from '@latchkey/vocabulary';

/** Why requests with a key were refused, as a cause. */
export const DENY_WORDS: Readonly<Record<DenyReason, string>> = {
  key_missing: 'No key in the request',
  key_malformed: 'Not a key of this API',
  key_unknown: 'Unknown key',
  key_revoked: 'The key is revoked',
  key_disabled: 'The key is disabled',
  key_expired: 'The key has expired',
  workspace_suspended: 'The workspace is suspended',
  app_mismatch: 'Not its app’s key',
  ip_denied: 'An address outside its ranges',
  entitlement_missing: 'Not in the plan',
  environment_denied: 'Not for its environment',
  scope_missing: 'A scope that it does not hold',
  resource_denied: 'A device that it may not touch',
  rate_limited: 'Rate limit',
  quota_exceeded: 'Quota used up',
  allowance_exceeded: 'Allowance of the plan used up',
};
