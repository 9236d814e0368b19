import { DomainError, NotFoundError } from '../errors.js';
import type { Stores } from '../ports/database.port.js';
import type { Plan } from '../tenancy/plan.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';

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

/**
 * Does what may take one more place for a key, and undoes it, by rejecting, where it takes one that the cap does not
 * allow. What takes none is let through also by a workspace that has too many.
 *
 * @throws DomainError `cap_reached`
 */
export async function withinKeysCap<T>(
  stores: Stores,
  tenant: Tenant,
  nowMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const { keysMax } = limitsOf(tenant.workspace, tenant.plan);
  if (keysMax === null) return work();
  const before = await keysIn(stores, tenant, nowMs);
  const result = await work();
  const after = await keysIn(stores, tenant, nowMs);
  if (after > before && after > keysMax) {
    const wayOut = 'Revoke a key that nobody needs, or ask for more.';
    throw capReached(
      tenant,
      { allowed: keysMax, used: before, of: 'key', isAgreed: isAgreed(tenant, 'keysMax') },
      wayOut,
    );
  }
  return result;
}

/** @throws DomainError `cap_reached` */
export async function assertRoomForDevice(stores: Stores, tenant: Tenant): Promise<void> {
  const { workspace, plan } = tenant;
  const { devicesMax } = limitsOf(workspace, plan);
  if (devicesMax === null) return;
  const used = (await stores.devices.counts([workspace.id])).get(workspace.id) ?? 0;
  if (used >= devicesMax)
    throw capReached(
      tenant,
      { allowed: devicesMax, used, of: 'device', isAgreed: isAgreed(tenant, 'devicesMax') },
      'Ask for more.',
    );
}

const keysIn = async (stores: Stores, { workspace: { id } }: Tenant, nowMs: number): Promise<number> =>
  (await stores.keys.placesTaken([id], nowMs)).get(id) ?? 0;

interface FullCap {
  readonly allowed: number;
  readonly used: number;
  readonly of: 'key' | 'device';
  /** Whether it was agreed with the workspace, in the place of what the plan says. */
  readonly isAgreed: boolean;
}

const isAgreed = ({ workspace }: Tenant, cap: 'keysMax' | 'devicesMax'): boolean => workspace.overrides[cap] !== null;

function capReached({ plan }: Tenant, { allowed, used, of, isAgreed: agreed }: FullCap, wayOut: string): DomainError {
  const things = allowed === 1 ? `1 ${of}` : `${allowed} ${of}s`;
  const terms = agreed ? 'As was agreed,' : `On the plan ${plan.name}`;
  return new DomainError('cap_reached', `${terms} this workspace may have ${things}, and it has ${used}. ${wayOut}`);
}
