import { Inject, Injectable } from '@nestjs/common';
import type {
  AskPasswordResetRequest,
  ChangePasswordRequest,
  FinishPasswordResetRequest,
  PasswordResetAsked,
  PasswordResetLink,
} from '@latchkey/contracts';
import { type Caller, ChangePassword, type OpenSession, ResetPassword, TellPerson } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import type { Configuration } from '../config/configuration.js';
import { publicOriginOf } from '../http/public-origin.js';
import { originOf } from '../http/request-context.js';
import { toTimestamp } from '../http/timestamps.js';
import { CONFIGURATION } from '../ports.js';
import { PasswordGuesses } from './password-guesses.js';
import { attemptsByAddress } from './sign-in-throttle.js';

/** The token stands behind the `#`, which browsers keep to themselves. */
const linkAt =
  (address: string) =>
  (token: string): string =>
    `${address}/reset-password#token=${token}`;

@Injectable()
export class PasswordsService {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ChangePassword) private readonly changePassword: ChangePassword,
    @Inject(ResetPassword) private readonly resetPassword: ResetPassword,
    @Inject(TellPerson) private readonly tellPerson: TellPerson,
    @Inject(PasswordGuesses) private readonly guesses: PasswordGuesses,
  ) {}

  change(caller: Caller, open: OpenSession, change: ChangePasswordRequest): Promise<void> {
    return this.guesses.during(open.user.email, () => this.changePassword.execute(caller, open, change));
  }

  /**
   * A link that is mailed leads to `PUBLIC_URL` or nowhere: the host that a stranger's request names may be the
   * stranger's own.
   */
  async askReset(
    { email }: AskPasswordResetRequest,
    origin: Pick<Caller, 'address' | 'requestId'>,
  ): Promise<PasswordResetAsked> {
    const { publicUrl } = this.configuration;
    if (publicUrl === null || !this.tellPerson.hasMailServer) return { mailsLinks: false };
    await this.resetPassword.ask(email, linkAt(publicUrl), origin);
    return { mailsLinks: true };
  }

  async finishReset({ token, newPassword }: FinishPasswordResetRequest, request: FastifyRequest): Promise<void> {
    const finish = () => this.resetPassword.finish(token, newPassword, originOf(request));
    await this.guesses.takenBack([attemptsByAddress(request.ip)], finish);
  }

  /** Whoever asks is the one who sees the link, so it may lead to where they asked. */
  async resetLink(caller: Caller, userId: string, request: FastifyRequest): Promise<PasswordResetLink> {
    const address = linkAt(publicOriginOf(this.configuration, request));
    const { link, expiresAtMs } = await this.resetPassword.link(caller, userId, address);
    return { link, expiresAt: toTimestamp(expiresAtMs) };
  }
}
