import type { StaffRole } from '@latchkey/vocabulary';
import { newUser, type User } from '../identity/user.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';

export interface CreateUserCommand {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** `null`: of no use but as a member of workspaces. */
  readonly role: StaffRole | null;
}

/** An account for another person, once there is a first. */
export class CreateUser {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws ConflictError naming `email` where an account has it, be it of somebody who has left */
  async execute(caller: Caller, command: CreateUserCommand): Promise<User> {
    const passwordHash = await this.passwords.hash(command.password);
    return this.database.transaction(async (stores) => {
      const user = newUser(command, passwordHash, this.clock.nowMs(), this.random);
      await stores.users.insert(user);
      const { id: targetId, email, name, role } = user;
      const change = { action: 'user.created', workspaceId: null, targetId, after: { email, name, role } } as const;
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
      return user;
    });
  }
}
