import type { Claim, ClaimOutcome, RecordedRequest, StoredAnswer } from '../idempotency/recorded-request.js';

/** A claim that is not held yet: the request, under a token of its own. */
export type ClaimAttempt = Pick<RecordedRequest, 'scope' | 'id' | 'digest' | 'token' | 'expiresAtMs'>;

/**
 * Requests that name themselves. All calls reject with `StoreUnavailableError` when the database is out of reach. One
 * that has expired at `nowMs` counts as absent, whether or not it has been swept.
 */
export interface IdempotencyStore {
  /**
   * One atomic step, durable when it resolves: claims a name that is free, or one whose holder has not answered and
   * asked for the same. Whether that holder may still be running is for the caller to know; if it is, its claim is lost.
   */
  claim(attempt: ClaimAttempt, nowMs: number): Promise<ClaimOutcome>;
  /**
   * Ties what is created to the request that asks for it. For use in the transaction that creates it: rejects with
   * `DomainError` `idempotency_running`, and so undoes all of it, where the claim is lost or has a result already.
   */
  note(claim: Claim, resultId: string): Promise<void>;
  /** Stores the answer and ends the claim. Does nothing where the claim is lost. */
  answer(claim: Claim, answer: StoredAnswer): Promise<void>;
  /**
   * Gives the name back as if the request had never been. Does nothing where the claim is lost, and where something was
   * created under it: a repetition has to find that. Waits for a `note` that is under way.
   */
  release(claim: Claim): Promise<void>;
  /** Removes at most `countMax` of those that have expired; says how many. */
  sweep(nowMs: number, countMax: number): Promise<number>;
}
