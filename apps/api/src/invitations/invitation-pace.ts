import { Inject, Injectable } from '@nestjs/common';
import { AttemptCounter, InvitationPost, TooManyAttemptsError } from '@latchkey/domain';

const WINDOW_MS = 60 * 60 * 1000;

/** Enough for a mail that went astray, too few to fill the mailbox of somebody who has asked for nothing. */
const MAILS_TO_ADDRESS_MAX = 5;
/** A team that moves in is invited in an hour. */
const MAILS_OF_WORKSPACE_MAX = 200;

/** Holds back who would have this installation mail strangers again and again. What is not mailed needs no pace. */
@Injectable()
export class InvitationPace {
  constructor(
    @Inject(AttemptCounter) private readonly attempts: AttemptCounter,
    @Inject(InvitationPost) private readonly post: InvitationPost,
  ) {}

  /** @throws TooManyAttemptsError */
  assertKept(workspaceId: string, email: string): void {
    if (!this.post.mailsLinks) return;
    this.count(`to ${email.toLowerCase()}`, MAILS_TO_ADDRESS_MAX);
    this.count(`of ${workspaceId}`, MAILS_OF_WORKSPACE_MAX);
  }

  private count(key: string, attemptsMax: number): void {
    const { count, endsInMs } = this.attempts.count(key, WINDOW_MS);
    if (count > attemptsMax) throw new TooManyAttemptsError(endsInMs);
  }
}
