import { expandScopes, type ResourceScope } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace } from '../tenancy/workspace.js';

/** All that a decision needs to know, read at one moment. */
export interface KeyRecord {
  readonly key: ApiKey;
  readonly workspace: Workspace;
  readonly plan: Plan;
  /** The key's scopes, expanded once when the record is read, not at every request. */
  readonly heldScopes: ReadonlySet<ResourceScope>;
}

export const keyRecord = (key: ApiKey, workspace: Workspace, plan: Plan): KeyRecord => ({
  key,
  workspace,
  plan,
  heldScopes: expandScopes(key.scopes),
});
