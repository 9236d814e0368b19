import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  type Clock,
  type Database,
  DispatchMessages,
  type MessageProviders,
  type Random,
  type SecretBox,
} from '@latchkey/domain';
import { CLOCK, DATABASE, MESSAGE_PROVIDERS, RANDOM, SECRET_BOX } from '../ports.js';
import { Interruption } from '../schedule/interruption.js';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** For what was left behind by others, waits for another attempt, or is the sandbox's to go on with. */
const EVERY_MS = 500;
const RETRY_AFTER_MS = 2_000;

/** Carries messages on as soon as they are sent, those of the sandbox and the others side by side. */
@Injectable()
export class MessageDispatchSchedule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Messages');
  private readonly lanes: readonly Lane[];
  private readonly interruption = new Interruption(this.logger, {
    begins: 'Messages cannot be carried on at the moment; they wait.',
    ends: 'Messages are carried on again.',
    otherFailure: 'A message could not be carried on; it is tried again.',
  });

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(MESSAGE_PROVIDERS) providers: MessageProviders,
    @Inject(SECRET_BOX) secretBox: SecretBox,
    @Inject(CLOCK) clock: Clock,
    @Inject(RANDOM) random: Random,
  ) {
    const onFailure = (error: Error): void => this.interruption.failed(error);
    this.lanes = [true, false].map((sandbox) => {
      const dispatch = new DispatchMessages(database, providers, secretBox, clock, random, { sandbox, onFailure });
      const work = async (signal: AbortSignal): Promise<void> => {
        await dispatch.execute(signal);
        this.interruption.succeeded();
      };
      const pace = { firstAfterMs: 0, everyMs: EVERY_MS, retryAfterMs: RETRY_AFTER_MS };
      return { dispatch, runs: new RepeatedWork(work, { ...pace, onFailure }) };
    });
  }

  /** A message has just been sent. */
  wake(): void {
    for (const { runs } of this.lanes) runs.wake();
  }

  onApplicationBootstrap(): void {
    for (const { runs } of this.lanes) runs.start();
  }

  /** What a provider is being asked is waited for, so that its answer is written down. The database is still open. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.lanes.map(({ runs }) => runs.stop()));
    await Promise.all(this.lanes.map(({ dispatch }) => dispatch.settled()));
  }
}

interface Lane {
  readonly dispatch: DispatchMessages;
  readonly runs: RepeatedWork;
}
