import type { DenyReason, UsageOutcome } from '@latchkey/vocabulary';

interface ReasonWords {
  readonly title: string;
  /** What makes such requests pass, as a sentence. */
  readonly remedy: string;
}

export const DENIAL_WORDS: Readonly<Record<DenyReason, ReasonWords>> = {
  key_missing: { title: 'No key sent', remedy: 'The program sends no key, or in another header than this API reads.' },
  key_malformed: { title: 'Not a key', remedy: 'What was sent is cut off or mistyped: store the whole key again.' },
  key_unknown: { title: 'Unknown key', remedy: 'The key belongs to another API, or never existed.' },
  key_revoked: {
    title: 'Key revoked',
    remedy: 'Somebody still uses a key that was ended: give that program a new one.',
  },
  key_disabled: { title: 'Key disabled', remedy: 'Enable the key again, or give the program another one.' },
  key_expired: { title: 'Key expired', remedy: 'Generate a new key for the program.' },
  workspace_suspended: { title: 'Workspace suspended', remedy: 'An operator has to lift the suspension.' },
  app_mismatch: { title: 'Wrong app', remedy: 'The key is bound to another app: send that app’s X-App-Key.' },
  ip_denied: { title: 'Address not allowed', remedy: 'Add the address to the allowlist, or call from an allowed one.' },
  entitlement_missing: { title: 'Not in the plan', remedy: 'The plan does not include this: move to one that does.' },
  environment_denied: {
    title: 'Wrong environment',
    remedy: 'A test key was used for live data, or the other way round.',
  },
  scope_missing: { title: 'Scope missing', remedy: 'Give the key the scope, or use a key that has it.' },
  resource_denied: { title: 'Device not allowed', remedy: 'The key is limited to other devices.' },
  rate_limited: { title: 'Too fast', remedy: 'The program has to slow down, or needs a higher rate limit.' },
  quota_exceeded: { title: 'Quota used up', remedy: 'Wait for the next period, or raise the quota of the key.' },
  allowance_exceeded: { title: 'Allowance used up', remedy: 'Wait for the next period, or move to a larger plan.' },
};

export const outcomeTitle = (outcome: UsageOutcome): string =>
  outcome === 'allowed' ? 'Accepted' : DENIAL_WORDS[outcome].title;
