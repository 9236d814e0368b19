import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CloseMonths } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** At the start, for what a pause has left open, and then often enough that a month is closed soon after it can be. */
@Injectable()
export class StatementSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Statements');
  private readonly runs = new RepeatedWork((signal) => this.closeMonths.execute(signal), {
    firstAfterMs: 2_000,
    everyMs: 10 * 60_000,
    retryAfterMs: 60_000,
    onFailure: ({ message }) => this.logger.warn(`Months could not be closed: ${message}`),
  });

  constructor(@Inject(CloseMonths) private readonly closeMonths: CloseMonths) {}

  onApplicationBootstrap(): void {
    this.runs.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.stop();
  }
}
