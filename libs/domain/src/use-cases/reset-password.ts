import { ConflictError, DomainError, NotFoundError } from '../errors.js';
import { newPasswordReset, newResetToken, resetTokenHash } from '../identity/password-reset.js';
import type { User } from '../identity/user.js';
import { passwordChangedMail, passwordResetMail } from '../mail/account-mails.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { type AuditedChange, auditEntry } from './audited-change.js';
import { AS_SYSTEM, asThemselves, type Caller } from './caller.js';
import { lockAccount } from './lock-account.js';
import type { TellPerson } from './tell-person.js';

type Origin = Pick<Caller, 'address' | 'requestId'>;
type LinkOf = (token: string) => string;

/** Shown once. */
export interface ResetLink {
  readonly link: string;
  readonly expiresAtMs: number;
}

/** A new password for somebody who has lost theirs, by a link that works once. */
export class ResetPassword {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly tellPerson: TellPerson,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Mails a link to whoever has the address. Where nobody has it, a link that opens nothing is written all the same: the
   * time that an answer takes does not tell which accounts exist.
   */
  async ask(email: string, linkOf: LinkOf, origin: Origin): Promise<void> {
    const user = await this.database.users.findByEmail(email.toLowerCase());
    const holder = user?.leftAtMs === null ? user : null;
    await this.database.transaction(async (stores) => {
      const { token } = await this.open(stores, holder?.id ?? null);
      if (holder === null) return;
      await this.audit(
        stores,
        { ...AS_SYSTEM, ...origin },
        { action: 'user.password_reset_asked', targetId: holder.id },
      );
      await this.tellPerson.execute(stores, holder.email, passwordResetMail(), linkOf(token));
    });
  }

  /** For an operator to hand on. @throws NotFoundError, ConflictError for somebody who has left */
  link(caller: Caller, userId: string, linkOf: LinkOf): Promise<ResetLink> {
    return this.database.transaction(async (stores) => {
      const user = await stores.users.lock(userId);
      if (user === null) throw new NotFoundError('user');
      if (user.leftAtMs !== null) throw new ConflictError(null, 'They have left, and cannot sign in.');
      const { token, expiresAtMs } = await this.open(stores, userId);
      await this.audit(stores, caller, { action: 'user.password_reset_linked', targetId: userId });
      return { link: linkOf(token), expiresAtMs };
    });
  }

  /** Ends all their sessions, and voids all their links. @throws DomainError `reset_token_invalid`; of two at once, one gets through */
  async finish(token: string, newPassword: string, origin: Origin): Promise<void> {
    const sha256 = resetTokenHash(token);
    const userId = await this.holderOf(this.database, sha256);
    const passwordHash = await this.passwords.hash(newPassword);
    await this.database.transaction(async (stores) => {
      const user = await lockAccount(stores, userId);
      await this.holderOf(stores, sha256);
      if (user === null || user.leftAtMs !== null) throw invalidToken();
      await this.replacePassword(stores, user, passwordHash, origin);
    });
  }

  private async replacePassword(stores: Stores, user: User, passwordHash: string, origin: Origin): Promise<void> {
    const targetId = user.id;
    await stores.users.update({ ...user, passwordHash });
    await stores.passwordResets.removeAllOf(targetId);
    const sessionsEnded = await stores.sessions.endAllOf(targetId, this.clock.nowMs());
    const change = { action: 'user.password_reset', targetId, after: { sessionsEnded } } as const;
    await this.audit(stores, asThemselves(targetId, origin), change);
    await this.tellPerson.execute(stores, user.email, passwordChangedMail());
  }

  private async open(stores: Stores, userId: string | null): Promise<{ token: string; expiresAtMs: number }> {
    const nowMs = this.clock.nowMs();
    const token = newResetToken(this.random);
    const reset = newPasswordReset(token, userId, nowMs);
    await stores.passwordResets.forget(nowMs);
    await stores.passwordResets.insert(reset);
    return { token, expiresAtMs: reset.expiresAtMs };
  }

  private async holderOf(stores: Pick<Stores, 'passwordResets'>, sha256: string): Promise<string> {
    const reset = await stores.passwordResets.find(sha256);
    if (reset === null || reset.userId === null || reset.expiresAtMs <= this.clock.nowMs()) throw invalidToken();
    return reset.userId;
  }

  private async audit(stores: Stores, caller: Caller, change: Omit<AuditedChange, 'workspaceId'>): Promise<void> {
    await stores.audit.append(auditEntry(caller, { workspaceId: null, ...change }, this.clock, this.random));
  }
}

const invalidToken = () =>
  new DomainError(
    'reset_token_invalid',
    'This link is not valid: it was used, or is too old. Ask for another one.',
    'token',
  );
