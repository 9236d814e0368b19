import { SYSTEM } from '../audit/actor.js';
import type { ApiKey } from '../key/api-key.js';
import { type PolicyHit, REASON_OF_POLICY } from '../key/policy-hit.js';
import { revocationChange } from './revoke-key.js';
import type { KeyChange } from './tell-of-key.js';

/** The change that a policy makes to a key that it is due on. The audit log is told which, and what it counted from. */
export function policyChange(key: ApiKey, hit: PolicyHit, nowMs: number): KeyChange {
  const reason = REASON_OF_POLICY[hit.policy];
  const policy = { policy: hit.policy, countedFrom: hit.clock, sinceMs: hit.sinceMs };
  switch (hit.act) {
    case 'disable':
      return { key: { ...key, disabledAtMs: nowMs }, action: 'key.disabled', reason, after: policy };
    case 'revoke': {
      const revocation = { atMs: nowMs, decidedAtMs: nowMs, reason, note: noteOf(hit), by: SYSTEM };
      const change = revocationChange(key, revocation);
      return { ...change, after: { ...change.after, ...policy } };
    }
  }
}

/** For whoever finds their key revoked. */
function noteOf({ policy, sinceMs }: PolicyHit): string {
  const [day] = new Date(sinceMs).toISOString().split('T');
  switch (policy) {
    case 'owner_left':
      return `Whoever created the key left on ${day}.`;
    case 'unused':
      return `Not used since ${day}.`;
    case 'age':
      return `From ${day}, which is longer ago than keys of this API may be.`;
  }
}
