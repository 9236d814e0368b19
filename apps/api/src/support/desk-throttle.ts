import { Inject, Injectable } from '@nestjs/common';
import { AttemptCounter, type Caller, type Clock, TooManyAttemptsError } from '@latchkey/domain';
import { CLOCK } from '../ports.js';

const WINDOW_MS = 5 * 60 * 1000;
/** Enough for a person in the middle of an incident, with a hundred keys in one request; too few to read all keys. */
const ACTS_MAX = 60;

/** Counts by person what somebody has asked of the leak desk. What was refused as malformed has shown nothing, and is not counted. */
@Injectable()
export class DeskThrottle {
  private readonly acts: AttemptCounter;

  constructor(@Inject(CLOCK) clock: Clock) {
    this.acts = new AttemptCounter(clock);
  }

  /** @throws TooManyAttemptsError */
  count({ actor }: Caller): void {
    const { count, endsInMs } = this.acts.count(actor.id, WINDOW_MS);
    if (count > ACTS_MAX) throw new TooManyAttemptsError(endsInMs, 'You have asked a lot of the leak desk.');
  }
}
