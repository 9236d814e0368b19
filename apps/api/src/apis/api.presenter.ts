import type { ApiView, KeyFormatView, KeyPoliciesView, WorkspaceApiView } from '@latchkey/contracts';
import { type Api, type KeyPolicies, type SecretFormat, secretLengthOf, secretPrefixOf } from '@latchkey/domain';
import { CREDENTIAL_HEADERS, WIRE_PROFILES } from '@latchkey/wire';
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

/** With what a caller's own code has to know of it. */
export function toWorkspaceApiView(api: Api): WorkspaceApiView {
  const { credentialSources, secretFormat } = WIRE_PROFILES[api.wireProfile];
  return {
    ...toApiView(api),
    credentialHeaders: credentialSources.map((source) => CREDENTIAL_HEADERS[source]),
    keyFormat: toKeyFormatView(secretFormat),
  };
}

const toKeyFormatView = (format: SecretFormat): KeyFormatView => ({
  livePrefix: secretPrefixOf(format, 'live'),
  testPrefix: secretPrefixOf(format, 'test'),
  length: secretLengthOf(format),
});

const toKeyPoliciesView = ({ unused, age, ownerLeft }: KeyPolicies): KeyPoliciesView => ({ unused, age, ownerLeft });
