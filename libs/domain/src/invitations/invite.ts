import { type AuditAction, INVITATIONS_PENDING_MAX, type WorkspaceRole } from '@latchkey/vocabulary';
import { ConflictError, DomainError, NotFoundError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { Workspace } from '../tenancy/workspace.js';
import { auditEntry } from '../use-cases/audited-change.js';
import { assertReaches, type Caller } from '../use-cases/caller.js';
import { noteCreated } from '../use-cases/created-once.js';
import { assertMayGrant } from '../use-cases/may-grant.js';
import type { InvitationPost, IssuedInvitation } from './invitation-post.js';
import { type Invitation, invitationState, newInvitation, renewed } from './invitation.js';
import { withdraw } from './withdraw-invitation.js';

export interface InviteCommand {
  readonly workspaceId: string;
  readonly email: string;
  readonly role: WorkspaceRole;
  readonly acceptUrl: string;
}

export interface InvitationAddress {
  readonly workspaceId: string;
  readonly invitationId: string;
}

/**
 * Asks people to become members, whether or not they have an account, and without telling which. Every change locks the
 * workspace first, as those of its members do.
 */
export class Invite {
  constructor(
    private readonly database: Database,
    private readonly post: InvitationPost,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, ConflictError naming `email` for a member or one who is invited, DomainError `scope_not_held`, `cap_reached` */
  create(caller: Caller, { workspaceId, role, acceptUrl, ...command }: InviteCommand): Promise<IssuedInvitation> {
    const email = command.email.toLowerCase();
    return this.underLock(caller, workspaceId, async (stores, workspace) => {
      await assertMayGrant(stores, caller, workspaceId, role);
      await this.assertMayBeInvited(stores, workspaceId, email);
      const fields = { workspaceId, email, role, invitedBy: caller.actor };
      const made = newInvitation(fields, this.clock.nowMs(), this.random);
      const issued = await this.post.send(stores, made, { workspaceName: workspace.name, acceptUrl });
      await stores.invitations.insert(issued.invitation);
      await noteCreated(stores, caller.claim, issued.invitation.id);
      await this.audit(stores, caller, 'invitation.created', issued.invitation);
      return issued;
    });
  }

  /** A new link, for another week; the earlier ones are void. @throws as `create`, ConflictError where it has ended */
  resend(caller: Caller, address: InvitationAddress, acceptUrl: string): Promise<IssuedInvitation> {
    const { workspaceId } = address;
    return this.underLock(caller, workspaceId, async (stores, workspace) => {
      const invitation = await this.find(stores, address);
      const nowMs = this.clock.nowMs();
      const state = invitationState(invitation, nowMs);
      if (state === 'accepted' || state === 'revoked') throw hasEnded(state);
      await assertMayGrant(stores, caller, workspaceId, invitation.role);
      if (state === 'expired') await this.assertMayBeInvited(stores, workspaceId, invitation.email);
      const again = renewed(invitation, caller.actor, nowMs, this.random);
      const issued = await this.post.send(stores, again, { workspaceName: workspace.name, acceptUrl });
      await stores.invitations.update(issued.invitation);
      await noteCreated(stores, caller.claim, invitation.id);
      await this.audit(stores, caller, 'invitation.resent', issued.invitation);
      return issued;
    });
  }

  /** Its link is void from then on. @throws NotFoundError, ConflictError where it was accepted */
  revoke(caller: Caller, address: InvitationAddress): Promise<void> {
    return this.underLock(caller, address.workspaceId, async (stores) => {
      const invitation = await this.find(stores, address);
      if (invitation.acceptedAtMs !== null) throw hasEnded('accepted');
      if (invitation.revokedAtMs !== null) return;
      await withdraw(stores, invitation, { caller, clock: this.clock, random: this.random });
    });
  }

  private async underLock<T>(
    caller: Caller,
    workspaceId: string,
    work: (stores: Stores, workspace: Workspace) => Promise<T>,
  ): Promise<T> {
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      const workspace = await stores.workspaces.lock(workspaceId);
      if (workspace === null) throw new NotFoundError('workspace');
      return work(stores, workspace);
    });
  }

  private async find(stores: Stores, { workspaceId, invitationId }: InvitationAddress): Promise<Invitation> {
    const invitation = await stores.invitations.find(workspaceId, invitationId);
    if (invitation === null) throw new NotFoundError('invitation');
    return invitation;
  }

  /** Of accounts only those of members count: whether there is another must not be told. */
  private async assertMayBeInvited(stores: Stores, workspaceId: string, email: string): Promise<void> {
    const user = await stores.users.findByEmail(email);
    if (user !== null && (await stores.members.find(workspaceId, user.id)) !== null)
      throw new ConflictError('email', 'They are a member of this workspace already.');
    const nowMs = this.clock.nowMs();
    if ((await stores.invitations.findPending(workspaceId, email, nowMs)) !== null)
      throw new ConflictError('email', 'They are invited already. Resend the invitation, or revoke it first.');
    if ((await stores.invitations.countPending(workspaceId, nowMs)) >= INVITATIONS_PENDING_MAX)
      throw new DomainError('cap_reached', `No more than ${INVITATIONS_PENDING_MAX} invitations wait at a time.`);
  }

  private async audit(
    stores: Stores,
    caller: Caller,
    action: AuditAction,
    { id: targetId, workspaceId, email, role }: Invitation,
  ): Promise<void> {
    const change = { action, workspaceId, targetId, after: { email, role } };
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}

const hasEnded = (state: 'accepted' | 'revoked'): ConflictError =>
  new ConflictError(null, state === 'accepted' ? 'It has been accepted already.' : 'It was revoked. Invite them anew.');
