import { Inject, Injectable } from '@nestjs/common';
import type { SetupRequest, SetupStatus, SignedIn, SignInRequest } from '@latchkey/contracts';
import {
  AttemptCounter,
  CreateFirstOperator,
  DashboardSessions,
  type Database,
  DomainError,
  type OpenSession,
} from '@latchkey/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration } from '../config/configuration.js';
import { originOf } from '../http/request-context.js';
import { CONFIGURATION, DATABASE } from '../ports.js';
import { assertNotCrossOrigin } from '../gate/same-origin.js';
import { clearSessionCookie, setSessionCookie } from '../gate/session-cookie.js';
import { SessionTokens } from '../gate/session-tokens.js';
import { SetupToken } from './setup-token.js';
import { attemptsByAccount, attemptsByAddress } from './sign-in-throttle.js';
import { toSignedIn } from './user.presenter.js';

/** Between the routes of identity and the use cases: cookies, tokens, and the count of failed attempts. */
@Injectable()
export class IdentityService {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DashboardSessions) private readonly sessions: DashboardSessions,
    @Inject(CreateFirstOperator) private readonly createFirstOperator: CreateFirstOperator,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(SetupToken) private readonly setupToken: SetupToken,
    @Inject(AttemptCounter) private readonly attempts: AttemptCounter,
  ) {}

  async setupStatus(): Promise<SetupStatus> {
    return { needed: !(await this.database.users.any()) };
  }

  async setUp(
    { token, email, password, name }: SetupRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignedIn> {
    assertNotCrossOrigin(request);
    if (await this.database.users.any())
      throw new DomainError('setup_done', 'The first account exists already: sign in.');
    if (!this.setupToken.matches(token)) {
      throw new DomainError(
        'setup_token_invalid',
        'This setup link is not valid. The server prints the current one when it starts.',
        'token',
      );
    }
    const user = await this.createFirstOperator.execute({ email, password, name: name ?? email }, originOf(request));
    return this.answer(await this.sessions.open(user, originOf(request)), reply);
  }

  async signIn({ email, password }: SignInRequest, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    assertNotCrossOrigin(request);
    const open = await this.sessions.signIn(email, password, originOf(request));
    this.attempts.takeBack(attemptsByAccount(email));
    this.attempts.takeBack(attemptsByAddress(request.ip));
    return this.answer(open, reply);
  }

  async signOut(open: OpenSession, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.sessions.end(open, originOf(request));
    clearSessionCookie(reply);
  }

  private async answer(open: OpenSession, reply: FastifyReply): Promise<SignedIn> {
    const accessToken = await this.tokens.issue(open.session);
    const secure = this.configuration.publicUrl?.startsWith('https:') ?? false;
    setSessionCookie(reply, accessToken, open.session.expiresAtMs, secure);
    return toSignedIn(open, accessToken);
  }
}
