import { DomainError } from '../errors.js';
import type { Stores } from '../ports/database.port.js';
import { limitsOf } from '../tenancy/workspace.js';
import type { Tenant } from './tenant.js';

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
  if (after > before && after > keysMax) throw capReached(tenant, 'keysMax', before);
  return result;
}

/** @throws DomainError `cap_reached` */
export async function assertRoomForDevice(stores: Stores, tenant: Tenant): Promise<void> {
  const { workspace, plan } = tenant;
  const { devicesMax } = limitsOf(workspace, plan);
  if (devicesMax === null) return;
  const used = (await stores.devices.counts([workspace.id])).get(workspace.id) ?? 0;
  if (used >= devicesMax) throw capReached(tenant, 'devicesMax', used);
}

const keysIn = async (stores: Stores, { workspace: { id } }: Tenant, nowMs: number): Promise<number> =>
  (await stores.keys.placesTaken([id], nowMs)).get(id) ?? 0;

const CAPS = {
  keysMax: { of: 'key', wayOut: 'Revoke a key that nobody needs, or ask for more.' },
  devicesMax: { of: 'device', wayOut: 'Ask for more.' },
} as const;

/** It says whether the number is the plan's, or was agreed with the workspace: a larger plan would change only the former. */
function capReached({ workspace, plan }: Tenant, cap: keyof typeof CAPS, used: number): DomainError {
  const { of, wayOut } = CAPS[cap];
  const allowed = limitsOf(workspace, plan)[cap];
  const things = allowed === 1 ? `1 ${of}` : `${allowed} ${of}s`;
  const terms = workspace.overrides[cap] === null ? `On the plan ${plan.name}` : 'As was agreed,';
  return new DomainError('cap_reached', `${terms} this workspace may have ${things}, and it has ${used}. ${wayOut}`);
}
