import type { ApiView, PlanView } from '@latchkey/contracts';
import type { Api, Plan } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toApiView = ({ id, slug, name, hostnames, wireProfile, defaults, createdAtMs }: Api): ApiView => ({
  id,
  slug,
  name,
  hostnames: [...hostnames],
  wireProfile,
  defaults: { keyLifetimeDays: defaults.keyLifetimeDays, scopes: [...defaults.scopes] },
  createdAt: toTimestamp(createdAtMs),
});

export const toPlanView = ({ createdAtMs: _createdAtMs, ...plan }: Plan): PlanView => ({
  ...plan,
  entitlements: [...plan.entitlements],
});
