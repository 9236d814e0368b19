import type { ApiKey } from '../key/api-key.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace } from '../tenancy/workspace.js';

/** All that a decision needs to know, read at one moment. */
export interface KeyRecord {
  readonly key: ApiKey;
  readonly workspace: Workspace;
  readonly plan: Plan;
}
