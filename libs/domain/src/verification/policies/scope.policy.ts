import type { ResourceScope } from '@latchkey/vocabulary';
import { deny } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

/** A read-only key does what changes nothing, whatever its scopes say. */
export const methodSuitsType: Policy = ({ method, requiredScopes }, record) =>
  record.key.type !== 'read_only' || method === 'GET' || method === 'HEAD'
    ? null
    : deny('scope_missing', record, requiredScopes);

export const scopesSuffice: Policy = ({ requiredScopes }, record) => {
  for (const scope of requiredScopes) {
    if (!record.heldScopes.has(scope)) return deny('scope_missing', record, missingScopes(requiredScopes, record));
  }
  return null;
};

const missingScopes = (required: readonly ResourceScope[], record: KeyRecord): readonly ResourceScope[] =>
  required.filter((scope) => !record.heldScopes.has(scope));
