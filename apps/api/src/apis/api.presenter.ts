import type { ApiView, KeyPoliciesView } from '@latchkey/contracts';
import type { Api, KeyPolicies } from '@latchkey/domain';
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
  defaults: { ...defaults, scopes: [...defaults.scopes] },
  keyPolicies: toKeyPoliciesView(keyPolicies),
  createdAt: toTimestamp(createdAtMs),
});

const toKeyPoliciesView = ({ unused, age, ownerLeft }: KeyPolicies): KeyPoliciesView => ({ unused, age, ownerLeft });
