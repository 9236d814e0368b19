import { isStill } from '../identity/user.js';
import { passwordChangedMail } from '../mail/account-mails.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { type OpenSession, wrongPassword } from './dashboard-sessions.js';
import { lockAccount } from './lock-account.js';
import type { TellPerson } from './tell-person.js';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export class ChangePassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly tellPerson: TellPerson,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Ends every other session of theirs, and voids links that would choose another password. @throws DomainError `bad_credentials` */
  async execute(caller: Caller, { session, user }: OpenSession, change: PasswordChange): Promise<void> {
    const { currentPassword, newPassword } = change;
    if (!(await this.passwords.verify(user.passwordHash, currentPassword))) throw wrongPassword('currentPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.database.transaction(async (stores) => {
      const current = await lockAccount(stores, user.id);
      if (!isStill(user, current)) throw wrongPassword('currentPassword');
      await stores.users.update({ ...current, passwordHash });
      await stores.passwordResets.removeAllOf(user.id);
      const sessionsEnded = await stores.sessions.endAllOf(user.id, this.clock.nowMs(), session.id);
      const entry = { action: 'user.password_changed', workspaceId: null, targetId: user.id } as const;
      await stores.audit.append(auditEntry(caller, { ...entry, after: { sessionsEnded } }, this.clock, this.random));
      await this.tellPerson.execute(stores, current.email, passwordChangedMail());
    });
  }
}
