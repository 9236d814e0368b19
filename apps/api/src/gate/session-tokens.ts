import { createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Clock, DashboardSessions, type OpenSession, type Session, signedOut } from '@latchkey/domain';
import { errors, jwtVerify, SignJWT } from 'jose';
import { CLOCK, SIGNING_SECRET } from '../ports.js';

const ALGORITHM = 'HS256';
const ISSUER = 'latchkey';

/** Signed tokens that name a session. The signature keeps guesses away from the database; the session can be ended. */
@Injectable()
export class SessionTokens {
  private readonly key: KeyObject;

  constructor(
    @Inject(SIGNING_SECRET) secret: string,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DashboardSessions) private readonly sessions: DashboardSessions,
  ) {
    this.key = createSecretKey(Buffer.from(secret, 'utf8'));
  }

  issue(session: Session): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(session.userId)
      .setJti(session.id)
      .setIssuedAt(Math.floor(session.createdAtMs / 1000))
      .setExpirationTime(Math.floor(session.expiresAtMs / 1000))
      .sign(this.key);
  }

  /** @throws DomainError `signed_out` for a token that is not ours, is too old, or names a session that is over */
  async resume(token: string): Promise<OpenSession> {
    const sessionId = await this.sessionIdOf(token);
    const open = sessionId === null ? null : await this.sessions.resume(sessionId);
    if (open === null) throw signedOut();
    return open;
  }

  private async sessionIdOf(token: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        algorithms: [ALGORITHM],
        currentDate: new Date(this.clock.nowMs()),
      });
      return payload.jti ?? null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
