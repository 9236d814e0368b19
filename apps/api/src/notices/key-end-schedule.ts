import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TellOfKeyEnds } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Often, because a revocation that comes into force is news: an index leads to what is due, so mostly to nothing. */
@Injectable()
export class KeyEndSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('KeyNotices');
  private readonly runs = new RepeatedWork((signal) => this.tellOfKeyEnds.execute(signal).then(() => undefined), {
    firstAfterMs: 2_000,
    everyMs: 5_000,
    retryAfterMs: 30_000,
    onFailure: ({ message }) => this.logger.warn(`Ends of keys could not be told: ${message}`),
  });

  constructor(@Inject(TellOfKeyEnds) private readonly tellOfKeyEnds: TellOfKeyEnds) {}

  onApplicationBootstrap(): void {
    this.runs.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.stop();
  }
}
