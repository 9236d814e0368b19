import type { AuditAction, WorkspaceRole } from '@latchkey/vocabulary';
import type { AuditDetails } from '../audit/audit-entry.js';
import { ConflictError, InvalidFieldError, NotFoundError } from '../errors.js';
import type { User } from '../identity/user.js';
import { withdraw } from '../invitations/withdraw-invitation.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import type { Member, MemberAccount, MemberAddress } from '../tenancy/member.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { noteCreated } from './created-once.js';
import { madeKnown } from './made-known.js';
import { assertMayGrant, assertMayTake } from './may-grant.js';

/**
 * Who is what in a workspace. Every change locks the workspace first: so two never take the last two owners away, and
 * whoever reads a key's record anew, after a change whose outcome is unknown, waits for it.
 */
export class ManageMembers {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, InvalidFieldError naming `email` for nobody's, ConflictError for a member, DomainError `scope_not_held` */
  add(
    caller: Caller,
    {
      workspaceId,
      email,
      role,
    }: { readonly workspaceId: string; readonly email: string; readonly role: WorkspaceRole },
  ): Promise<MemberAccount> {
    return this.change(caller, workspaceId, async (stores, concerns) => {
      await assertMayGrant(stores, caller, workspaceId, role);
      const known = await stores.users.findByEmail(email.toLowerCase());
      // Locked: somebody who is about to leave is gone by now, or becomes a member and leaves as one.
      const user = known && (await stores.users.lock(known.id));
      if (user === null || user.leftAtMs !== null)
        throw new InvalidFieldError('email', 'There is no account with this address. An operator creates accounts.');
      concerns(user.id);
      if ((await stores.members.find(workspaceId, user.id)) !== null)
        throw new ConflictError('email', 'They are a member of this workspace already.');
      const member: Member = { workspaceId, userId: user.id, role, createdAtMs: this.clock.nowMs() };
      await stores.members.insert(member);
      await this.withdrawInvitation(stores, caller, member, user);
      await noteCreated(stores, caller.claim, user.id);
      await this.audit(stores, caller, 'member.added', null, member);
      return { id: user.id, member, email: user.email, name: user.name };
    });
  }

  /** In force for their next request, and for that of every key that inherits from them. @throws NotFoundError, DomainError `scope_not_held`, `last_owner` */
  changeRole(caller: Caller, { workspaceId, userId }: MemberAddress, role: WorkspaceRole): Promise<MemberAccount> {
    return this.change(caller, workspaceId, async (stores, concerns) => {
      concerns(userId);
      const [member, user] = [await stores.members.find(workspaceId, userId), await stores.users.find(userId)];
      if (member === null || user === null) throw new NotFoundError('member');
      const account = { id: userId, member, email: user.email, name: user.name };
      if (member.role === role) return account;
      await assertMayGrant(stores, caller, workspaceId, role);
      await assertMayTake(stores, caller, member);
      const changed = { ...member, role };
      await stores.members.update(changed);
      await this.audit(stores, caller, 'member.role_changed', member, changed);
      return { ...account, member: changed };
    });
  }

  /** In force as a change of role is, and all of their sessions are over. @throws NotFoundError, DomainError `scope_not_held`, `last_owner` */
  remove(caller: Caller, address: MemberAddress): Promise<void> {
    return this.end(caller, address, 'member.removed');
  }

  /** The same by their own wish, whatever their role. @throws NotFoundError, DomainError `last_owner` */
  leave(caller: Caller, workspaceId: string): Promise<void> {
    return this.end(caller, { workspaceId, userId: caller.actor.id }, 'member.left');
  }

  private end(caller: Caller, { workspaceId, userId }: MemberAddress, action: AuditAction): Promise<void> {
    return this.change(caller, workspaceId, async (stores, concerns) => {
      concerns(userId);
      const member = await stores.members.find(workspaceId, userId);
      if (member === null) throw new NotFoundError('member');
      await assertMayTake(stores, caller, member);
      const nowMs = this.clock.nowMs();
      // Sessions before memberships, as where an account leaves: so the two never wait for each other.
      const sessionsEnded = await stores.sessions.endAllOf(userId, nowMs);
      if (!(await stores.members.remove(workspaceId, userId, nowMs))) throw new NotFoundError('member');
      await this.audit(stores, caller, action, member, null, { sessionsEnded });
    });
  }

  /** Made known however it ends, also where nothing was left to change: that answer must hold as well. */
  private async change<T>(
    caller: Caller,
    workspaceId: string,
    work: (stores: Stores, concerns: (userId: string) => void) => Promise<T>,
  ): Promise<T> {
    assertReaches(caller, workspaceId);
    const concerned = new Set<string>();
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          if ((await stores.workspaces.lock(workspaceId)) === null) throw new NotFoundError('workspace');
          return work(stores, (userId) => void concerned.add(userId));
        }),
      async (outcome) => {
        for (const userId of concerned) await this.invalidation.personChanged(userId, outcome);
      },
    );
  }

  /** It has become pointless, and would let them in again once they are removed. */
  private async withdrawInvitation(
    stores: Stores,
    caller: Caller,
    { workspaceId, createdAtMs: nowMs }: Member,
    { email }: User,
  ): Promise<void> {
    const invitation = await stores.invitations.findPending(workspaceId, email, nowMs);
    if (invitation !== null) await withdraw(stores, invitation, { caller, clock: this.clock, random: this.random });
  }

  private async audit(
    stores: Stores,
    caller: Caller,
    action: AuditAction,
    before: Member | null,
    after: Member | null,
    more: AuditDetails = {},
  ): Promise<void> {
    const { workspaceId, userId: targetId } = (after ?? before) as Member;
    const change = {
      action,
      workspaceId,
      targetId,
      ...(before && { before: { role: before.role } }),
      after: { ...(after && { role: after.role }), ...more },
    };
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}
