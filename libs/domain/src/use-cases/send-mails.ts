import { withOpenLink } from '../mail/linked-mail.js';
import { type Mail, nextMailAttemptAtMs } from '../mail/mail.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import { type Mailer, MailNotSentError } from '../ports/mailer.port.js';
import { SealBrokenError, type SecretBox } from '../ports/secret-box.port.js';

const MAILS_PER_BATCH = 10;
/** Longer than a batch takes where every mail runs into the patience of the connection. */
const TAKEN_FOR_MS = 15 * 60_000;

/** What has become of a mail that was not sent. */
export interface MailFailure {
  readonly mailId: string;
  readonly reason: string;
  readonly givenUp: boolean;
}

/**
 * Sends the mails that are due. A mail is deleted after a server has taken it over, so one that is sent when the process
 * ends is sent again, under the same name: at least once.
 */
export class SendMails {
  constructor(
    private readonly database: Pick<Database, 'mails'>,
    private readonly mailer: Mailer,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  /** Ends after the mail at hand when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal, onFailure: (failure: MailFailure) => void): Promise<void> {
    for (let taken = MAILS_PER_BATCH; taken === MAILS_PER_BATCH && !signal.aborted;) {
      const nowMs = this.clock.nowMs();
      const mails = await this.database.mails.take(nowMs, nowMs + TAKEN_FOR_MS, MAILS_PER_BATCH);
      for (const mail of mails) await (signal.aborted ? this.leave(mail) : this.send(mail, onFailure));
      taken = mails.length;
    }
  }

  private async send(mail: Mail, onFailure: (failure: MailFailure) => void): Promise<void> {
    try {
      await this.mailer.send(withOpenLink(mail, this.secretBox));
    } catch (error) {
      if (error instanceof SealBrokenError) return this.giveUp(mail, 'SEAL_BROKEN', onFailure);
      if (!(error instanceof MailNotSentError)) throw error;
      const againAtMs = nextMailAttemptAtMs(mail, this.clock.nowMs());
      if (againAtMs === null) return this.giveUp(mail, error.reason, onFailure);
      await this.database.mails.putOff(mail.id, againAtMs);
      return onFailure({ mailId: mail.id, reason: error.reason, givenUp: false });
    }
    await this.database.mails.remove(mail.id);
  }

  private async giveUp({ id }: Mail, reason: string, onFailure: (failure: MailFailure) => void): Promise<void> {
    await this.database.mails.remove(id);
    onFailure({ mailId: id, reason, givenUp: true });
  }

  /** Taken, and not tried: whoever comes next need not wait for it. */
  private leave({ id }: Mail): Promise<void> {
    return this.database.mails.putOff(id, this.clock.nowMs());
  }
}
