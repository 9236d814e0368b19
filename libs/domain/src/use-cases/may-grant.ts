import { ROLE_PERMISSIONS, type WorkspaceRole } from '@latchkey/vocabulary';
import { DomainError } from '../errors.js';
import { UNRESTRICTED } from '../key/key-reach.js';
import type { Stores } from '../ports/database.port.js';
import type { Member } from '../tenancy/member.js';
import { assertWithinKind, assertWithinReach, type Caller, EVERY_KIND } from './caller.js';

/**
 * A role is as good as a credential, so nobody grants what they lack: neither a scope, nor, with a key that is
 * restricted or that expires, what lies beyond it.
 * @throws DomainError `scope_not_held`
 */
export async function assertMayGrant(
  stores: Stores,
  caller: Caller,
  workspaceId: string,
  role: WorkspaceRole,
): Promise<void> {
  const beyond = ROLE_PERMISSIONS[role].filter((scope) => !caller.scopes.has(scope));
  if (beyond.length > 0) throw notHeld(`You cannot grant what you do not hold: ${beyond.join(', ')}.`);
  if (caller.expiresAtMs !== null) throw notHeld('A key that expires grants no role, which does not.');
  assertWithinKind(caller, EVERY_KIND);
  assertWithinReach(caller, UNRESTRICTED);
  if (role === 'owner') await assertIsOwner(stores, caller, workspaceId);
}

/**
 * People take any role but an owner's. A key takes those that it could give: a restricted one shuts nobody out.
 * @throws DomainError `scope_not_held`, `last_owner`
 */
export async function assertMayTake(stores: Stores, caller: Caller, { workspaceId, role }: Member): Promise<void> {
  if (caller.actor.kind === 'key') await assertMayGrant(stores, caller, workspaceId, role);
  if (role !== 'owner') return;
  await assertIsOwner(stores, caller, workspaceId);
  if ((await stores.members.count(workspaceId, 'owner')) === 1)
    throw new DomainError('last_owner', 'The last owner of a workspace stays its owner. Name another one first.');
}

/** An operator, or an owner in person: keys hold scopes, and of those an admin has as many. */
async function assertIsOwner(stores: Stores, caller: Caller, workspaceId: string): Promise<void> {
  if (caller.workspaceId === null) return;
  const { kind, id } = caller.actor;
  const member = kind === 'user' ? await stores.members.find(workspaceId, id) : null;
  if (member?.role !== 'owner') throw notHeld('Only an owner makes or unmakes an owner.');
}

const notHeld = (text: string): DomainError => new DomainError('scope_not_held', text, 'role');
