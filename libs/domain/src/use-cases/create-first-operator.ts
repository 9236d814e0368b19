import { DomainError } from '../errors.js';
import { newUser, type User } from '../identity/user.js';
import { UNRESTRICTED } from '../key/key-reach.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { ALL_SCOPES, EVERY_KIND, type Caller } from './caller.js';

export interface FirstOperator {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

export class CreateFirstOperator {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws DomainError `setup_done` where an account exists; of two at once, one gets through */
  async execute(operator: FirstOperator, origin: Pick<Caller, 'address' | 'requestId'>): Promise<User> {
    const passwordHash = await this.passwords.hash(operator.password);
    return this.database.transaction(async (stores) => {
      await stores.users.lockAll();
      if (await stores.users.any()) throw new DomainError('setup_done', 'The first account exists already: sign in.');
      const nowMs = this.clock.nowMs();
      const user = newUser({ ...operator, role: 'operator' }, passwordHash, nowMs, this.random);
      await stores.users.insert(user);
      const caller: Caller = {
        ...origin,
        actor: { kind: 'user', id: user.id },
        workspaceId: null,
        scopes: ALL_SCOPES,
        reach: UNRESTRICTED,
        kind: EVERY_KIND,
        expiresAtMs: null,
      };
      await stores.audit.append(
        auditEntry(
          caller,
          { action: 'operator.created', workspaceId: null, targetId: user.id, after: { email: user.email } },
          this.clock,
          this.random,
        ),
      );
      return user;
    });
  }
}
