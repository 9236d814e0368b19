import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ApplyKeyPolicies } from '@latchkey/domain';
import { RepeatedWork } from '../schedule/repeated-work.js';

/** Applies the key policies of every API once an hour, the first time when the rush of a start is over. */
@Injectable()
export class KeyPolicySchedule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('KeyPolicies');
  private readonly runs = new RepeatedWork((signal) => this.run(signal), {
    firstAfterMs: 5_000,
    everyMs: 60 * 60_000,
    retryAfterMs: 60_000,
    onFailure: ({ message }) => this.logger.warn(`Key policies could not be applied: ${message}`),
  });

  constructor(@Inject(ApplyKeyPolicies) private readonly applyKeyPolicies: ApplyKeyPolicies) {}

  /** For runs that a request asks for: it, too, must not hold up the end of the server. */
  get signal(): AbortSignal {
    return this.runs.signal;
  }

  /** For what cannot wait an hour. */
  wake(): void {
    this.runs.wake();
  }

  onApplicationBootstrap(): void {
    this.runs.start();
  }

  /** The server now waits for the requests under way. */
  beforeApplicationShutdown(): void {
    this.runs.abort();
  }

  onApplicationShutdown(): Promise<void> {
    return this.runs.stop();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { disabled, revoked, isComplete } = await this.applyKeyPolicies.everywhere(signal);
    const end = isComplete ? '' : ' The next run does the rest.';
    const outcome = `Key policies have disabled ${disabled} and revoked ${revoked} keys.${end}`;
    // That keys stopped working without anybody's doing interests everybody who reads the log.
    if (disabled + revoked > 0) this.logger.warn(outcome);
    else this.logger.log(outcome);
  }
}
