import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ResolveAlerts, TellOfRotations, WatchRates, WatchUsage } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Looks for what is news, and ends what is over. Indexes lead to both, so mostly to nothing. */
const NEWS_EVERY_MS = 10_000;
/** Compares rates of keys. This reads the last hour of every busy key. */
const RATES_EVERY_MS = 5 * 60_000;

/** Finds what is worth an alert, beside the requests: nothing of this is on their way. */
@Injectable()
export class AlertSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Alerts');
  private readonly repetitions: readonly RepeatedWork[];

  constructor(
    @Inject(WatchUsage) watchUsage: WatchUsage,
    @Inject(WatchRates) watchRates: WatchRates,
    @Inject(TellOfRotations) tellOfRotations: TellOfRotations,
    @Inject(ResolveAlerts) resolveAlerts: ResolveAlerts,
  ) {
    this.repetitions = [
      this.every(NEWS_EVERY_MS, 2_000, [watchUsage, tellOfRotations, resolveAlerts]),
      this.every(RATES_EVERY_MS, 3_000, [watchRates]),
    ];
  }

  onApplicationBootstrap(): void {
    for (const repetition of this.repetitions) repetition.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.repetitions.map((repetition) => repetition.stop()));
  }

  private every(everyMs: number, firstAfterMs: number, works: readonly Work[]): RepeatedWork {
    const run = async (signal: AbortSignal): Promise<void> => {
      for (const work of works) await work.execute(signal);
    };
    return new RepeatedWork(run, {
      firstAfterMs,
      everyMs,
      retryAfterMs: 30_000,
      onFailure: ({ message }) => this.logger.warn(`Alerts could not be looked for: ${message}`),
    });
  }
}

interface Work {
  execute(signal: AbortSignal): Promise<unknown>;
}
