import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  type Api,
  type Clock,
  type Database,
  DeliverWebhooks,
  ForgetEvents,
  type Random,
  type SecretBox,
  TellOwners,
  type WebhookSender,
} from '@latchkey/domain';
import { WIRE_PROFILES } from '@latchkey/wire';
import { CLOCK, DATABASE, EVENT_SIGNAL, RANDOM, SECRET_BOX, WEBHOOK_SENDER } from '../ports.js';
import type { EventSignal } from '../schedule/event-signal.js';
import { Interruption } from '../schedule/interruption.js';
import { RepeatedWork } from '../schedule/repeated-work.js';

const EVERY_MS = 1_000;

const signsBody = ({ wireProfile }: Api): boolean => WIRE_PROFILES[wireProfile].signsWebhookBody === true;

/** Has events delivered as soon as they are committed, or within a second, and forgotten when they are old. */
@Injectable()
export class WebhookSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('Webhooks');
  private readonly deliver: DeliverWebhooks;
  private readonly deliveries: RepeatedWork;
  private readonly forgetting: RepeatedWork;
  private readonly interruption = new Interruption(this.logger, {
    begins: 'Webhooks cannot be delivered at the moment; they are kept.',
    ends: 'Webhooks are delivered again.',
    otherFailure: 'Webhooks could not be worked on; they are tried again:',
  });

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(WEBHOOK_SENDER) sender: WebhookSender,
    @Inject(SECRET_BOX) box: SecretBox,
    @Inject(CLOCK) clock: Clock,
    @Inject(RANDOM) random: Random,
    @Inject(TellOwners) owners: TellOwners,
    @Inject(EVENT_SIGNAL) private readonly signal: EventSignal,
  ) {
    const onRoom = (): void => this.deliveries.wake();
    const onFailure = (error: Error): void => this.interruption.failed(error);
    this.deliver = new DeliverWebhooks({ database, sender, box, clock, random, owners, signsBody, onRoom, onFailure });
    const forget = new ForgetEvents(database, clock);
    this.deliveries = new RepeatedWork((stopping) => this.run(stopping), {
      firstAfterMs: 0,
      everyMs: EVERY_MS,
      retryAfterMs: EVERY_MS,
      onFailure,
    });
    this.forgetting = new RepeatedWork((stopping) => forget.execute(stopping), {
      firstAfterMs: 10_000,
      everyMs: 60 * 60_000,
      retryAfterMs: 60_000,
      onFailure,
    });
  }

  onApplicationBootstrap(): void {
    this.deliveries.start();
    this.forgetting.start();
    this.signal.listen(() => this.deliveries.wake());
  }

  /** Attempts under way are broken off, to be made again after the next start: none takes longer than a stop may. */
  beforeApplicationShutdown(): void {
    this.deliveries.abort();
    this.forgetting.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.deliveries.stop(), this.forgetting.stop()]);
    await this.deliver.idle();
  }

  private async run(stopping: AbortSignal): Promise<void> {
    await this.deliver.execute(stopping);
    this.interruption.succeeded();
  }
}
