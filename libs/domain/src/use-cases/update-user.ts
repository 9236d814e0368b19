import type { StaffRole } from '@latchkey/vocabulary';
import { ConflictError, DomainError, NotFoundError } from '../errors.js';
import type { User } from '../identity/user.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { lockAccount } from './lock-account.js';
import { madeKnown } from './made-known.js';

/** What is left out stays as it is. */
export interface UserChanges {
  readonly name?: string | undefined;
  readonly role?: StaffRole | null | undefined;
}

export class UpdateUser {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * In force for the next request of each of their sessions, and of each key that inherits from them.
   * @throws NotFoundError, ConflictError for somebody who has left, DomainError `last_operator`
   */
  execute(caller: Caller, userId: string, changes: UserChanges): Promise<User> {
    return madeKnown(
      () => this.database.transaction((stores) => this.update(stores, caller, userId, changes)),
      (outcome) => this.invalidation.personChanged(userId, outcome),
    );
  }

  private async update(stores: Stores, caller: Caller, userId: string, changes: UserChanges): Promise<User> {
    const user = await lockAccount(stores, userId);
    if (user === null) throw new NotFoundError('user');
    if (user.leftAtMs !== null) throw new ConflictError(null, 'They have left, and stay as they were.');
    const { name = user.name, role = user.role } = changes;
    if (name === user.name && role === user.role) return user;
    if (user.role === 'operator' && role !== 'operator' && (await stores.users.countActive('operator')) === 1)
      throw new DomainError('last_operator', 'The last operator stays one. Make another one first.', 'role');
    const changed = { ...user, name, role };
    await stores.users.update(changed);
    const change = {
      action: 'user.updated',
      workspaceId: null,
      targetId: userId,
      before: { name: user.name, role: user.role },
      after: { name, role },
    } as const;
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    return changed;
  }
}
