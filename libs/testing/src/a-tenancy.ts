import type { Api, Plan, Stores, Workspace } from '@latchkey/domain';
import { anApi } from './an-api.js';
import { aPlan } from './a-plan.js';
import { aWorkspace } from './a-workspace.js';

export interface Tenancy {
  readonly api: Api;
  readonly plan: Plan;
  readonly workspace: Workspace;
  /** What places a key in the workspace: `anApiKey({ ...tenancy.place })`. */
  readonly place: { readonly apiId: string; readonly workspaceId: string };
}

/** Writes an API with a plan and a workspace on it: what a key needs around it. */
export async function aTenancy(
  stores: Stores,
  overrides: { api?: Partial<Api>; plan?: Partial<Plan>; workspace?: Partial<Workspace> } = {},
): Promise<Tenancy> {
  const api = anApi(overrides.api);
  const plan = aPlan({ apiId: api.id, ...overrides.plan });
  const workspace = aWorkspace({ apiId: api.id, planId: plan.id, ...overrides.workspace });
  await stores.apis.insert(api);
  await stores.plans.insert(plan);
  await stores.workspaces.insert(workspace);
  return { api, plan, workspace, place: { apiId: api.id, workspaceId: workspace.id } };
}
