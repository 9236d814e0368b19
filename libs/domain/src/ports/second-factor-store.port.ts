import type { SecondFactor } from '../identity/second-factor.js';

/**
 * One a person at most. Whoever decides on one locks the account first, so that of two who come with the same code one
 * gets through.
 */
export interface SecondFactorStore {
  find(userId: string): Promise<SecondFactor | null>;
  /** In the place of the one that is there. */
  put(factor: SecondFactor): Promise<void>;
  /** Says whether there was one. */
  remove(userId: string): Promise<boolean>;
}
