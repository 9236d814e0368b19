import type { Api, DaysPolicy } from '@latchkey/domain';
import type { PolicyAct } from '@latchkey/vocabulary';
import type { ApiEntity } from '../entities/api.entity.js';
import { toDate, toMs } from './instants.js';

export const toApi = (row: ApiEntity): Api => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  hostnames: row.hostnames,
  wireProfile: row.wireProfile,
  defaults: { keyLifetimeDays: row.defaultKeyLifetimeDays, scopes: row.defaultScopes, leakPolicy: row.leakPolicy },
  keyPolicies: {
    unused: toDaysPolicy(row.unusedPolicyDays, row.unusedPolicyAct),
    age: toDaysPolicy(row.agePolicyDays, row.agePolicyAct),
    ownerLeft: row.ownerLeftPolicyAct && { act: row.ownerLeftPolicyAct },
  },
  createdAtMs: toMs(row.createdAt),
});

/** Without the host names, which have a table of their own. */
export const fromApi = (api: Api): Omit<ApiEntity, 'hostnames'> => ({
  id: api.id,
  slug: api.slug,
  name: api.name,
  wireProfile: api.wireProfile,
  defaultKeyLifetimeDays: api.defaults.keyLifetimeDays,
  defaultScopes: [...api.defaults.scopes],
  leakPolicy: api.defaults.leakPolicy,
  unusedPolicyDays: api.keyPolicies.unused?.afterDays ?? null,
  unusedPolicyAct: api.keyPolicies.unused?.act ?? null,
  agePolicyDays: api.keyPolicies.age?.afterDays ?? null,
  agePolicyAct: api.keyPolicies.age?.act ?? null,
  ownerLeftPolicyAct: api.keyPolicies.ownerLeft?.act ?? null,
  createdAt: toDate(api.createdAtMs),
});

/** A constraint of the table makes the two present together or absent together. */
const toDaysPolicy = (afterDays: number | null, act: PolicyAct | null): DaysPolicy | null =>
  afterDays === null || act === null ? null : { afterDays, act };
