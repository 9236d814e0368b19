import { DomainError, NotFoundError } from '../errors.js';
import type { User } from '../identity/user.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { madeKnown } from './made-known.js';

/** The account stays, because keys and the audit log name it; nobody signs in with it any more. */
export class LetUserLeave {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * In force for the next request of each of their sessions, and of each key that inherits from them. They are a member
   * of nothing any more: a workspace may be left without an owner, until an operator names one. Whoever has left stays
   * as they are.
   *
   * @throws NotFoundError, DomainError `last_operator`; of the last two who leave at once, one stays
   */
  execute(caller: Caller, userId: string): Promise<User> {
    return madeKnown(
      () => this.database.transaction((stores) => this.leave(stores, caller, userId)),
      (outcome) => this.invalidation.personChanged(userId, outcome),
    );
  }

  private async leave(stores: Stores, caller: Caller, userId: string): Promise<User> {
    await stores.users.lockAll();
    const user = await stores.users.lock(userId);
    if (user === null) throw new NotFoundError('user');
    if (user.leftAtMs !== null) return user;
    if (user.role === 'operator' && (await stores.users.countActive('operator')) === 1)
      throw new DomainError('last_operator', 'The last operator cannot leave. Create another one first.');
    const left = { ...user, leftAtMs: this.clock.nowMs() };
    await stores.users.update(left);
    // After the update: who signs in meanwhile either waits for it and is refused, or has a session that ends here.
    const sessionsEnded = await stores.sessions.endAllOf(user.id, left.leftAtMs);
    const change = { action: 'user.left', workspaceId: null, targetId: user.id, after: { sessionsEnded } } as const;
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    await this.leaveWorkspaces(stores, caller, left.id, left.leftAtMs);
    return left;
  }

  /** After the account is locked: nobody makes them a member again. */
  private async leaveWorkspaces(stores: Stores, caller: Caller, targetId: string, atMs: number): Promise<void> {
    for (const { workspaceId, role } of await stores.members.ofUser(targetId)) {
      await stores.members.remove(workspaceId, targetId, atMs);
      const change = {
        action: 'member.removed',
        workspaceId,
        targetId,
        before: { role },
        reason: 'user_left',
      } as const;
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    }
  }
}
