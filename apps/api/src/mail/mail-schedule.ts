import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type MailFailure, SendMails } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Looks for mails that are due every two seconds, where there is a server to give them to. */
@Injectable()
export class MailSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Mail');
  private readonly runs: RepeatedWork | null;

  constructor(@Inject(SendMails) sendMails: SendMails | null) {
    const work = (signal: AbortSignal) => sendMails?.execute(signal, (failure) => this.tellOf(failure));
    this.runs =
      sendMails &&
      new RepeatedWork(async (signal) => work(signal), {
        firstAfterMs: 1_000,
        everyMs: 2_000,
        retryAfterMs: 10_000,
        onFailure: ({ message }) => this.logger.warn(`Mails could not be sent: ${message}`),
      });
  }

  onApplicationBootstrap(): void {
    this.runs?.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runs?.stop();
  }

  /** By its id: addresses are nobody's business who reads a log. */
  private tellOf({ mailId, reason, givenUp }: MailFailure): void {
    const outcome = givenUp ? 'was given up' : 'is tried again later';
    this.logger.warn(`Mail ${mailId} could not be sent (${reason}) and ${outcome}.`);
  }
}
