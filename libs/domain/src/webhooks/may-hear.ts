import type { ResourceScope } from '@latchkey/vocabulary';
import { DomainError } from '../errors.js';
import { assertReaches, assertWithinReach, type Caller } from '../use-cases/caller.js';

/** What events show of messages and devices takes these to read. Those about keys hold nothing that opens anything. */
const BEHIND_EVENTS = ['messages:read', 'devices:read'] as const satisfies readonly ResourceScope[];

/**
 * Webhooks tell of every message and every device of a workspace. So a key that may not read those, or that is limited
 * to some devices, must not have itself told, and not read what others were told, nor where.
 *
 * An app, an allowlist and an expiry limit where, with what and for how long a key is used, and not what it sees. A
 * webhook gives nobody the use of a key. It belongs to the workspace, and outlives whatever key made it, also one that is
 * revoked; the audit log says which that was. To refuse such keys would have customers take off the allowlist that they
 * were told to set, and most keys expire.
 *
 * @throws NotFoundError, DomainError `scope_not_held`
 */
export function assertMayHear(caller: Caller, workspaceId: string): void {
  assertReaches(caller, workspaceId);
  assertWithinReach(caller, { deviceIds: [] });
  const lacking = BEHIND_EVENTS.filter((scope) => !caller.scopes.has(scope));
  if (lacking.length > 0) {
    throw new DomainError('scope_not_held', `Webhooks tell of what you may not read: ${lacking.join(', ')}.`);
  }
}
