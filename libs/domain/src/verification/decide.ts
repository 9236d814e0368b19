import { type Decision, type DecisionRequest, NO_METERS } from './decision.js';
import type { KeyRecord } from './key-record.js';
import { appIsNamed } from './policies/app-binding.policy.js';
import { belongsToApi } from './policies/belongs-to-api.policy.js';
import { planIncludesEntitlement } from './policies/entitlement.policy.js';
import { typeSuitsRoute } from './policies/environment.policy.js';
import { addressIsAllowed } from './policies/ip-allowlist.policy.js';
import { keyIsActive } from './policies/key-state.policy.js';
import type { Policy } from './policies/policy.js';
import { resourceIsWithinReach } from './policies/resource.policy.js';
import { methodSuitsType, scopesSuffice } from './policies/scope.policy.js';
import { workspaceIsNotSuspended } from './policies/workspace-suspended.policy.js';

/** The order is the promise: the first refusal wins, and it is the order of `DENY_REASONS`. */
const POLICIES: readonly Policy[] = [
  belongsToApi,
  keyIsActive,
  workspaceIsNotSuspended,
  appIsNamed,
  addressIsAllowed,
  planIncludesEntitlement,
  typeSuitsRoute,
  methodSuitsType,
  scopesSuffice,
  resourceIsWithinReach,
];

/** Decides on a record that is at hand. Pure: no clock, no store, nothing spent. */
export function decide(request: DecisionRequest, record: KeyRecord, nowMs: number): Decision {
  for (const policy of POLICIES) {
    const denied = policy(request, record, nowMs);
    if (denied !== null) return denied;
  }
  return { allowed: true, record, rateLimit: null, meters: NO_METERS };
}
