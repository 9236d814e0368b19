import { DomainError } from '../errors.js';
import { rightsOfPerson } from '../identity/rights-of-person.js';
import { keyState } from '../key/api-key.js';
import type { Stores } from '../ports/database.port.js';
import { ALL_SCOPES, type Caller, keyCaller, personCaller } from '../use-cases/caller.js';
import { assertMayGrant } from '../use-cases/may-grant.js';
import type { Invitation } from './invitation.js';

const NOWHERE = { address: null, requestId: null };

/** Whether whoever has invited might still do so: else what they gave away would outlive their right to it. */
export async function inviterStillMay(stores: Stores, invitation: Invitation, nowMs: number): Promise<boolean> {
  const inviter = await inviterAsCaller(stores, invitation, nowMs);
  if (inviter === null || !inviter.scopes.has('team:write')) return false;
  try {
    await assertMayGrant(stores, inviter, invitation.workspaceId, invitation.role);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'scope_not_held') return false;
    throw error;
  }
}

/** As they are at this moment; `null` where they open nothing any more. */
async function inviterAsCaller(
  stores: Stores,
  { invitedBy: { kind, id }, workspaceId }: Invitation,
  nowMs: number,
): Promise<Caller | null> {
  if (kind === 'user') return personAsCaller(stores, workspaceId, id);
  const key = await stores.keys.find(workspaceId, id);
  if (key === null || keyState(key, nowMs) !== 'active') return null;
  const record = await stores.keys.recordOf(key.sha256);
  return record && keyCaller(record, NOWHERE);
}

async function personAsCaller(stores: Stores, workspaceId: string, userId: string): Promise<Caller | null> {
  const user = await stores.users.find(userId);
  if (user === null || user.leftAtMs !== null) return null;
  if (user.role === 'operator') return personCaller(userId, { workspaceId: null, scopes: ALL_SCOPES }, NOWHERE);
  const member = await stores.members.find(workspaceId, userId);
  return personCaller(userId, { workspaceId, scopes: rightsOfPerson(user, member) }, NOWHERE);
}
