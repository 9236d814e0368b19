import type { KeyPolicyName, PolicyAct, PolicyClock, RevocationReason } from '@latchkey/vocabulary';
import { type ApiKey, canBeInForce } from './api-key.js';
import { type DaysPolicy, dueSinceMs, type KeyPolicies } from './key-policies.js';

/** All that the policies go by. */
export interface KeyStanding {
  readonly key: ApiKey;
  /** The last request that was allowed; `null`: there was none. */
  readonly lastUsedAtMs: number | null;
  /** When the person who created the key left its workspace, or for good; `null` where they have not, or where no person did. */
  readonly ownerLeftAtMs: number | null;
}

/**
 * When the creator of a key left, of when their account did and when they left its workspace: the first, since from then
 * on nobody has answered for the key, and whoever enabled it after that knew.
 */
export const firstLeftAtMs = (accountMs: number | null, membershipMs: number | null): number | null =>
  accountMs === null || membershipMs === null ? (accountMs ?? membershipMs) : Math.min(accountMs, membershipMs);

/** A policy that is due on a key, and why. */
export interface PolicyHit {
  readonly policy: KeyPolicyName;
  readonly act: PolicyAct;
  /** What the policy counts from, and when that was. */
  readonly clock: PolicyClock;
  readonly sinceMs: number;
}

/** The reason that is told with what a policy does. */
export const REASON_OF_POLICY: Readonly<Record<KeyPolicyName, RevocationReason>> = {
  owner_left: 'owner_left',
  unused: 'unused',
  age: 'policy',
};

/**
 * The policy that is due on a key now. Revoking goes before disabling; of equals, the first in the order of the
 * vocabulary. What has ended is left alone, and what is disabled is not disabled again.
 *
 * Who enables a key decides against its being disabled: from then on the clocks of the policies that disable start anew,
 * and a creator who had left by then counts no more. A revocation is put off by that in one case: to be enabled is a
 * sign of life, so that a key which was just brought back is not unused.
 */
export function policyHit(standing: KeyStanding, policies: KeyPolicies, nowMs: number): PolicyHit | null {
  const { key } = standing;
  if (!canBeInForce(key, nowMs)) return null;
  const due = [
    ownerLeftHit(standing, policies.ownerLeft),
    unusedHit(standing, policies.unused, nowMs),
    ageHit(key, policies.age, nowMs),
  ].filter((hit) => hit !== null);
  const revoking = due.find(({ act }) => act === 'revoke');
  return revoking ?? (key.disabledAtMs === null ? (due[0] ?? null) : null);
}

function ownerLeftHit({ key, ownerLeftAtMs }: KeyStanding, policy: KeyPolicies['ownerLeft']): PolicyHit | null {
  if (policy === null || ownerLeftAtMs === null) return null;
  if (policy.act === 'disable' && key.enabledAtMs !== null && key.enabledAtMs >= ownerLeftAtMs) return null;
  return { policy: 'owner_left', act: policy.act, clock: 'owner_left', sinceMs: ownerLeftAtMs };
}

function unusedHit({ key, lastUsedAtMs }: KeyStanding, policy: DaysPolicy | null, nowMs: number): PolicyHit | null {
  const moments = { created: key.createdAtMs, enabled: key.enabledAtMs, used: lastUsedAtMs };
  return policy && daysHit('unused', policy, moments, nowMs);
}

function ageHit({ createdAtMs, enabledAtMs }: ApiKey, policy: DaysPolicy | null, nowMs: number): PolicyHit | null {
  const enabled = policy?.act === 'disable' ? enabledAtMs : null;
  return policy && daysHit('age', policy, { created: createdAtMs, enabled }, nowMs);
}

/** Counted from the last of the moments. */
function daysHit(
  policy: KeyPolicyName,
  rule: DaysPolicy,
  moments: Readonly<Partial<Record<PolicyClock, number | null>>>,
  nowMs: number,
): PolicyHit | null {
  let last: { readonly clock: PolicyClock; readonly sinceMs: number } | null = null;
  for (const [clock, ms] of Object.entries(moments) as [PolicyClock, number | null][]) {
    if (ms !== null && (last === null || ms > last.sinceMs)) last = { clock, sinceMs: ms };
  }
  return last !== null && last.sinceMs <= dueSinceMs(rule, nowMs) ? { policy, act: rule.act, ...last } : null;
}
