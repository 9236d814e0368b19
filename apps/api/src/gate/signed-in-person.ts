import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type OpenSession } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { bearerIn } from './credential-strategies.js';
import { assertSameOrigin } from './same-origin.js';
import { looksLikeSessionToken, sessionCookieIn } from './session-cookie.js';
import { SessionTokens } from './session-tokens.js';

/** Who asks on a route that is open to everybody. As with the management guard, a header outranks the cookie. */
@Injectable()
export class SignedInPerson {
  constructor(@Inject(SessionTokens) private readonly tokens: SessionTokens) {}

  /** `null` where nobody is signed in, or not any more. @throws DomainError `origin_denied` */
  async behind(request: FastifyRequest): Promise<OpenSession | null> {
    const header = bearerIn(request.headers.authorization ?? '');
    if (header !== null && looksLikeSessionToken(header)) return this.resume(header);
    const cookie = sessionCookieIn(request);
    if (cookie === undefined) return null;
    assertSameOrigin(request);
    return this.resume(cookie);
  }

  private async resume(token: string): Promise<OpenSession | null> {
    try {
      return await this.tokens.resume(token);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'signed_out') return null;
      throw error;
    }
  }
}
