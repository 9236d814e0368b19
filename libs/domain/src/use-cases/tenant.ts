import { NotFoundError } from '../errors.js';
import type { Stores } from '../ports/database.port.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace } from '../tenancy/workspace.js';

/** A workspace with its plan. */
export interface Tenant {
  readonly workspace: Workspace;
  readonly plan: Plan;
}

/**
 * A workspace with its plan, neither of which anybody changes until the transaction ends. Whatever is counted under a cap
 * is added under this lock only, so of any number that come at once none passes the cap.
 *
 * Rows are locked in one order everywhere: key, workspace, plan. A transaction that has come so far must not lock a key.
 *
 * @throws NotFoundError
 */
export async function lockTenant(stores: Stores, workspaceId: string): Promise<Tenant> {
  const workspace = await stores.workspaces.lock(workspaceId);
  if (workspace === null) throw new NotFoundError('workspace');
  const plan = await stores.plans.hold(workspace.planId);
  if (plan === null) throw new NotFoundError('plan');
  return { workspace, plan };
}

/** As it is at this moment. @throws NotFoundError */
export async function findTenant({ workspaces, plans }: Stores, workspaceId: string): Promise<Tenant> {
  const workspace = await workspaces.find(workspaceId);
  const plan = workspace && (await plans.find(workspace.planId));
  if (!workspace || !plan) throw new NotFoundError('workspace');
  return { workspace, plan };
}
