import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TrimAudit } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Whole days are removed, so most of these looks find nothing. */
@Injectable()
export class AuditRetentionSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('AuditRetention');
  private readonly runs = new RepeatedWork((signal) => this.trim(signal), {
    firstAfterMs: 5_000,
    everyMs: 60 * 60_000,
    retryAfterMs: 60_000,
    onFailure: ({ message }) => this.logger.warn(`Old audit entries could not be removed: ${message}`),
  });

  constructor(@Inject(TrimAudit) private readonly trimAudit: TrimAudit) {}

  onApplicationBootstrap(): void {
    this.runs.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.stop();
  }

  private async trim(signal: AbortSignal): Promise<void> {
    const removed = await this.trimAudit.execute(signal);
    if (removed > 0) this.logger.log(`${removed} audit entries were removed for their age.`);
  }
}
