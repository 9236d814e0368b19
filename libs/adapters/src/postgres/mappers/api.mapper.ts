import type { Api } from '@latchkey/domain';
import type { ApiEntity } from '../entities/api.entity.js';
import { toDate, toMs } from './instants.js';

export const toApi = (row: ApiEntity): Api => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  hostnames: row.hostnames,
  wireProfile: row.wireProfile,
  defaults: { keyLifetimeDays: row.defaultKeyLifetimeDays, scopes: row.defaultScopes },
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
  createdAt: toDate(api.createdAtMs),
});
