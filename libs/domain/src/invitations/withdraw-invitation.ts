import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import type { Caller } from '../use-cases/caller.js';
import type { Invitation } from './invitation.js';

export interface Withdrawal {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
}

/** For use while the workspace is locked. Its link is void, and a mail that brings it and has not gone out does not. */
export async function withdraw(
  stores: Stores,
  invitation: Invitation,
  { caller, clock, random }: Withdrawal,
): Promise<void> {
  const { id: targetId, workspaceId, email, role, mailId } = invitation;
  await stores.invitations.update({ ...invitation, revokedAtMs: clock.nowMs() });
  if (mailId !== null) await stores.mails.remove(mailId);
  const change = { action: 'invitation.revoked', workspaceId, targetId, before: { email, role } } as const;
  await stores.audit.append(auditEntry(caller, change, clock, random));
}
