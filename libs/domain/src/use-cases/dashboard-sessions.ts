import type { AuditAction } from '@latchkey/vocabulary';
import type { AuditDetails } from '../audit/audit-entry.js';
import { DomainError, NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import { type Session, SESSION_LIFETIME_MS, sessionIsFresh, sessionIsOpen } from '../identity/session.js';
import { isStill, type User } from '../identity/user.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { asThemselves, type Caller } from './caller.js';
import type { SecondFactorCodes } from './second-factor-codes.js';

export interface OpenSession {
  readonly session: Session;
  readonly user: User;
}

type SessionAction = Extract<AuditAction, `session.${string}`>;
type Origin = Pick<Caller, 'address' | 'requestId'>;

export interface SignInOrigin extends Origin {
  /** What the browser or program calls itself. */
  readonly userAgent?: string | null;
}

export class DashboardSessions {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly codes: SecondFactorCodes,
  ) {}

  /**
   * @throws DomainError `bad_credentials`, the same for an unknown account, one that has left, and a wrong password; for
   * whoever has a second factor, `code_needed`, and `bad_credentials` naming `code`
   */
  async signIn(email: string, password: string, origin: SignInOrigin, code?: string): Promise<OpenSession> {
    const user = await this.database.users.findByEmail(email.toLowerCase());
    const matches = await this.passwords.verify(user?.passwordHash ?? null, password);
    if (user === null || !matches) throw badCredentials();
    return this.open(user, origin, code);
  }

  /** Opens a session for somebody who has just proved who they are. @throws DomainError as `signIn` does */
  async open(user: User, origin: SignInOrigin, code?: string): Promise<OpenSession> {
    const nowMs = this.clock.nowMs();
    const session: Session = {
      id: newId('ses', nowMs, this.random),
      userId: user.id,
      address: origin.address,
      userAgent: origin.userAgent ?? null,
      createdAtMs: nowMs,
      confirmedAtMs: nowMs,
      expiresAtMs: nowMs + SESSION_LIFETIME_MS,
      endedAtMs: null,
    };
    await this.database.transaction(async (stores) => {
      // Checking a password takes a while. Whoever has left meanwhile, or is about to, gets no session that lasts; nor
      // does a password that has been changed, which has ended all that it had opened.
      const current = await stores.users.lock(user.id);
      if (!isStill(user, current)) throw badCredentials();
      await this.codes.prove(stores, user.id, code, origin);
      await stores.sessions.insert(session);
      await stores.audit.append(this.entry(user.id, session.id, 'session.started', origin));
    });
    return { session, user };
  }

  /** `null` where the session is over, or was never. */
  async resume(sessionId: string): Promise<OpenSession | null> {
    const session = await this.database.sessions.find(sessionId);
    if (session === null || !sessionIsOpen(session, this.clock.nowMs())) return null;
    const user = await this.database.users.find(session.userId);
    return user === null || user.leftAtMs !== null ? null : { session, user };
  }

  /** Makes an open session fresh again. @throws DomainError as `signIn` does; `signed_out` where it has ended meanwhile */
  async confirm({ session, user }: OpenSession, password: string, origin: Origin, code?: string): Promise<OpenSession> {
    if (!(await this.passwords.verify(user.passwordHash, password))) throw wrongPassword();
    const confirmedAtMs = this.clock.nowMs();
    await this.database.transaction(async (stores) => {
      if (!isStill(user, await stores.users.lock(user.id))) throw wrongPassword();
      await this.codes.prove(stores, user.id, code, origin);
      if (!(await stores.sessions.confirm(session.id, confirmedAtMs))) throw signedOut();
      await stores.audit.append(this.entry(user.id, session.id, 'session.confirmed', origin));
    });
    return { session: { ...session, confirmedAtMs }, user };
  }

  /** For what a session that was left open must not do. @throws DomainError `confirmation_needed` */
  assertFresh({ session }: OpenSession): void {
    if (!sessionIsFresh(session, this.clock.nowMs())) throw new DomainError('confirmation_needed', CONFIRM_FIRST);
  }

  /** In force for the next request. Ending what is over changes nothing. */
  async end({ session, user }: OpenSession, origin: Origin): Promise<void> {
    await this.database.transaction(async (stores) => {
      if (await stores.sessions.end(session.id, this.clock.nowMs())) {
        await stores.audit.append(this.entry(user.id, session.id, 'session.ended', origin));
      }
    });
  }

  /** One of somebody's own. In force for the next request. @throws NotFoundError */
  async endOne({ user }: OpenSession, sessionId: string, origin: Origin): Promise<void> {
    const session = await this.database.sessions.find(sessionId);
    if (session === null || session.userId !== user.id || !sessionIsOpen(session, this.clock.nowMs()))
      throw new NotFoundError('session');
    await this.end({ session, user }, origin);
  }

  /** All of somebody's own but this one. In force for the next request. */
  async endOthers({ session, user }: OpenSession, origin: Origin): Promise<void> {
    await this.database.transaction(async (stores) => {
      // A sign-in that is under way either is over by now, and ends here, or comes after.
      await stores.users.lock(user.id);
      const sessionsEnded = await stores.sessions.endAllOf(user.id, this.clock.nowMs(), session.id);
      if (sessionsEnded === 0) return;
      const entry = this.entry(user.id, user.id, 'session.others_ended', origin, { sessionsEnded });
      await stores.audit.append(entry);
    });
  }

  private entry(userId: string, targetId: string, action: SessionAction, origin: Origin, after?: AuditDetails) {
    const caller = asThemselves(userId, origin);
    return auditEntry(
      caller,
      { action, workspaceId: null, targetId, ...(after && { after }) },
      this.clock,
      this.random,
    );
  }
}

const CONFIRM_FIRST =
  'This asks for a sign-in of the last 15 minutes. Prove again who you are with POST /v1/auth/confirm, then repeat the request.';

export const signedOut = () => new DomainError('signed_out', 'The session is over. Sign in again.');
export const wrongPassword = (field = 'password') =>
  new DomainError('bad_credentials', 'The password is wrong.', field);
const badCredentials = () => new DomainError('bad_credentials', 'The mail address or the password is wrong.');
