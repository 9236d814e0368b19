import { Inject, Injectable } from '@nestjs/common';
import { AttemptCounter, DomainError, TooManyAttemptsError } from '@latchkey/domain';
import { ATTEMPTS_BY_ACCOUNT_MAX, attemptsByAccount, WINDOW_MS } from './sign-in-throttle.js';

/**
 * What asks somebody who is signed in for their password or code counts in the same window as signing in: a session that
 * was stolen is no way to guess faster.
 */
@Injectable()
export class PasswordGuesses {
  constructor(@Inject(AttemptCounter) private readonly attempts: AttemptCounter) {}

  /** Counted before, so that many at once are no more than one after the other. */
  async during<T>(email: string, proof: () => Promise<T>): Promise<T> {
    const key = attemptsByAccount(email);
    const { count, endsInMs } = this.attempts.count(key, WINDOW_MS);
    if (count > ATTEMPTS_BY_ACCOUNT_MAX) throw new TooManyAttemptsError(endsInMs);
    return this.takenBack([key], proof);
  }

  /** For what a guard has counted. A proof that turns out well was no guess; nor was one that only lacks its code. */
  async takenBack<T>(keys: readonly string[], proof: () => Promise<T>): Promise<T> {
    const takeBack = () => keys.forEach((key) => this.attempts.takeBack(key));
    try {
      const outcome = await proof();
      takeBack();
      return outcome;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'code_needed') takeBack();
      throw error;
    }
  }
}
