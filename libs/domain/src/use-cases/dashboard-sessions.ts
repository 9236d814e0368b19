import { DomainError } from '../errors.js';
import { newId } from '../id.js';
import { type Session, SESSION_LIFETIME_MS, sessionIsOpen } from '../identity/session.js';
import type { User } from '../identity/user.js';
import { UNRESTRICTED } from '../key/key-reach.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { ALL_SCOPES, EVERY_KIND, type Caller } from './caller.js';

export interface OpenSession {
  readonly session: Session;
  readonly user: User;
}

type Origin = Pick<Caller, 'address' | 'requestId'>;

export class DashboardSessions {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws DomainError `bad_credentials`, the same for an unknown account, one that has left, and a wrong password */
  async signIn(email: string, password: string, origin: Origin): Promise<OpenSession> {
    const user = await this.database.users.findByEmail(email.toLowerCase());
    const matches = await this.passwords.verify(user?.passwordHash ?? null, password);
    if (user === null || !matches) throw badCredentials();
    return this.open(user, origin);
  }

  /** Opens a session for somebody who has just proved who they are. @throws DomainError `bad_credentials` once they have left */
  async open(user: User, origin: Origin): Promise<OpenSession> {
    const nowMs = this.clock.nowMs();
    const session: Session = {
      id: newId('ses', nowMs, this.random),
      userId: user.id,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + SESSION_LIFETIME_MS,
      endedAtMs: null,
    };
    await this.database.transaction(async (stores) => {
      // Checking a password takes a while. Whoever has left meanwhile, or is about to, gets no session that lasts.
      const current = await stores.users.lock(user.id);
      if (current === null || current.leftAtMs !== null) throw badCredentials();
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

  /** In force for the next request. Ending what is over changes nothing. */
  async end({ session, user }: OpenSession, origin: Origin): Promise<void> {
    await this.database.transaction(async (stores) => {
      if (await stores.sessions.end(session.id, this.clock.nowMs())) {
        await stores.audit.append(this.entry(user.id, session.id, 'session.ended', origin));
      }
    });
  }

  private entry(userId: string, sessionId: string, action: 'session.started' | 'session.ended', origin: Origin) {
    const caller: Caller = {
      ...origin,
      actor: { kind: 'user', id: userId },
      workspaceId: null,
      scopes: ALL_SCOPES,
      reach: UNRESTRICTED,
      kind: EVERY_KIND,
      expiresAtMs: null,
    };
    return auditEntry(caller, { action, workspaceId: null, targetId: sessionId }, this.clock, this.random);
  }
}

const badCredentials = () => new DomainError('bad_credentials', 'The mail address or the password is wrong.');
