import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RollUpUsage, UsageCounter, UsageWriter } from '@latchkey/domain';
import { Interruption } from '../schedule/interruption.js';
import { RepeatedWork } from '../schedule/repeated-work.js';

const FLUSH_EVERY_MS = 1_000;

/** Has usage written every second, and rolled up every hour. No request waits for either, or fails with them. */
@Injectable()
export class UsageSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Usage');
  private readonly rollUps = new RepeatedWork((signal) => this.rollUpUsage.execute(signal), {
    firstAfterMs: 0,
    everyMs: 60 * 60_000,
    retryAfterMs: 60_000,
    onFailure: ({ message }) => this.logger.warn(`Usage could not be rolled up: ${message}`),
  });
  private flushTimer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | null = null;
  private readonly interruption = new Interruption(this.logger, {
    begins: 'Usage cannot be written at the moment; it is kept and tried again.',
    ends: 'Usage is written again.',
    otherFailure: 'Usage of a second was refused and is lost:',
  });

  constructor(
    @Inject(UsageCounter) private readonly counter: UsageCounter,
    @Inject(UsageWriter) private readonly writer: UsageWriter,
    @Inject(RollUpUsage) private readonly rollUpUsage: RollUpUsage,
  ) {}

  onApplicationBootstrap(): void {
    this.flushTimer = setInterval(() => this.flushUnlessUnderWay(), FLUSH_EVERY_MS).unref();
    this.rollUps.start();
  }

  /** By now the requests under way have been answered, and the database is still open. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.flushTimer);
    await this.rollUps.stop();
    await this.flush();
    if (this.interruption.lasts) this.logger.warn('Usage that could not be written is lost.');
  }

  /** One that takes longer than a second is not joined by others. */
  private flushUnlessUnderWay(): void {
    this.flushing ??= this.flush().finally(() => (this.flushing = null));
  }

  private async flush(): Promise<void> {
    try {
      await this.writer.flush();
      this.interruption.succeeded();
    } catch (error) {
      this.interruption.failed(error as Error);
    }
    const notCounted = this.counter.takeNotCounted();
    if (notCounted > 0)
      this.logger.warn(`${notCounted} requests are missing in the usage: too much waits to be written.`);
  }
}
