import type { ApiView } from '@latchkey/contracts';
import type { Api } from '@latchkey/domain';
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
