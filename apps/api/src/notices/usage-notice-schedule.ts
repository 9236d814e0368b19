import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TellOfUsage } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Every second it tells of the limits that were neared meanwhile. Without any, it does nothing at all. */
@Injectable()
export class UsageNoticeSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('UsageNotices');
  private readonly runs = new RepeatedWork(() => this.tellOfUsage.execute(), {
    firstAfterMs: 1_000,
    everyMs: 1_000,
    retryAfterMs: 10_000,
    onFailure: ({ message }) => this.logger.warn(`Thresholds of usage could not be told: ${message}`),
  });

  constructor(@Inject(TellOfUsage) private readonly tellOfUsage: TellOfUsage) {}

  onApplicationBootstrap(): void {
    this.runs.start();
  }

  /** What the last requests have reached is told now; what cannot be is noticed again at the next use. */
  async onApplicationShutdown(): Promise<void> {
    await this.runs.stop();
    try {
      await this.tellOfUsage.execute();
    } catch (error) {
      this.logger.warn(`Thresholds of usage could not be told: ${(error as Error).message}`);
    }
  }
}
