import type { ApiView, KeyPoliciesView, PlanView } from '@latchkey/contracts';
import type { Api, KeyPolicies, Plan } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toApiView = ({
  id,
  slug,
  name,
  hostnames,
  wireProfile,
  defaults,
  keyPolicies,
  createdAtMs,
}: Api): ApiView => ({
  id,
  slug,
  name,
  hostnames: [...hostnames],
  wireProfile,
  defaults: { keyLifetimeDays: defaults.keyLifetimeDays, scopes: [...defaults.scopes] },
  keyPolicies: toKeyPoliciesView(keyPolicies),
  createdAt: toTimestamp(createdAtMs),
});

export const toPlanView = ({ createdAtMs: _createdAtMs, ...plan }: Plan): PlanView => ({
  ...plan,
  entitlements: [...plan.entitlements],
});

const toKeyPoliciesView = ({ unused, age, ownerLeft }: KeyPolicies): KeyPoliciesView => ({ unused, age, ownerLeft });
