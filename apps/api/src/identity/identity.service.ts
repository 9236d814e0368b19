import { Inject, Injectable } from '@nestjs/common';
import type {
  ConfirmRequest,
  CurrentUser,
  SetupRequest,
  SetupStatus,
  SignedIn,
  SignInRequest,
} from '@latchkey/contracts';
import {
  CreateFirstOperator,
  DashboardSessions,
  type Database,
  DomainError,
  type OpenSession,
  type User,
} from '@latchkey/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Configuration } from '../config/configuration.js';
import { originOf, signInOriginOf } from '../http/request-context.js';
import { CONFIGURATION, DATABASE } from '../ports.js';
import { assertNotCrossOrigin } from '../gate/same-origin.js';
import { clearSessionCookie, setSessionCookie } from '../gate/session-cookie.js';
import { SessionTokens } from '../gate/session-tokens.js';
import { PasswordGuesses } from './password-guesses.js';
import { SetupToken } from './setup-token.js';
import { attemptsByAccount, attemptsByAddress } from './sign-in-throttle.js';
import { toCurrentUser } from './user.presenter.js';

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
    @Inject(PasswordGuesses) private readonly guesses: PasswordGuesses,
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
    return this.open(user, request, reply);
  }

  /** For somebody who has just proved who they are. */
  async open(user: User, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    return this.answer(await this.sessions.open(user, signInOriginOf(request)), request, reply);
  }

  async signIn(
    { email, password, code }: SignInRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignedIn> {
    assertNotCrossOrigin(request);
    const counted = [attemptsByAccount(email), attemptsByAddress(request.ip)];
    const signIn = () => this.sessions.signIn(email, password, signInOriginOf(request), code);
    const open = await this.guesses.takenBack(counted, signIn);
    return this.answer(open, request, reply);
  }

  async confirm(open: OpenSession, { password, code }: ConfirmRequest, request: FastifyRequest): Promise<CurrentUser> {
    const confirm = () => this.sessions.confirm(open, password, originOf(request), code);
    return this.currentUser(await this.guesses.during(open.user.email, confirm), request);
  }

  async currentUser(open: OpenSession, { ip }: FastifyRequest): Promise<CurrentUser> {
    const { id } = open.user;
    const factor = await this.database.secondFactors.find(id);
    return toCurrentUser(open, await this.database.members.ofUser(id), factor, ip);
  }

  async signOut(open: OpenSession, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.sessions.end(open, originOf(request));
    clearSessionCookie(reply);
  }

  private async answer(open: OpenSession, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn> {
    const accessToken = await this.tokens.issue(open.session);
    const secure = this.configuration.publicUrl?.startsWith('https:') ?? false;
    setSessionCookie(reply, accessToken, open.session.expiresAtMs, secure);
    return { accessToken, ...(await this.currentUser(open, request)) };
  }
}
