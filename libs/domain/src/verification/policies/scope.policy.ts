import { onlyReads, type ResourceScope } from '@latchkey/vocabulary';
import { deny } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

/** A read-only key does what changes nothing, whatever its scopes say. Without a method, what is required tells. */
export const methodSuitsType: Policy = ({ method, requiredScopes }, record) => {
  if (record.key.type !== 'read_only' || method === 'GET' || method === 'HEAD') return null;
  if (method !== null) return deny('scope_missing', record, requiredScopes, 'read_only_method');
  const changing = requiredScopes.filter((scope) => !onlyReads(scope));
  return changing.length === 0 ? null : deny('scope_missing', record, changing, 'read_only_scope');
};

export const scopesSuffice: Policy = ({ requiredScopes }, record) => {
  for (const scope of requiredScopes) {
    if (!record.heldScopes.has(scope)) {
      return deny('scope_missing', record, missingScopes(requiredScopes, record), 'scopes');
    }
  }
  return null;
};

const missingScopes = (required: readonly ResourceScope[], record: KeyRecord): readonly ResourceScope[] =>
  required.filter((scope) => !record.heldScopes.has(scope));
