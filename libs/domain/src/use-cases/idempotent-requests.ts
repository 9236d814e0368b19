import {
  type Claim,
  type ClaimOutcome,
  isFinal,
  RECORDED_FOR_MS,
  type RequestName,
  type StoredAnswer,
} from '../idempotency/recorded-request.js';
import { randomText } from '../id.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';

const TOKEN_CHARACTERS = 26;
/** Removing more than can have come since keeps the table small without a timer. */
const CLAIMS_PER_SWEEP = 100;
const SWEPT_AT_ONCE_MAX = 1_000;

export type Beginning = ClaimOutcome | { readonly kind: 'running' };

/**
 * Runs a request that names itself once. Which ones are running is kept in process: one instance has the database to
 * itself, so a claim in it that is not running here was left behind by a process that is gone, or by an answer that
 * could not be stored, and is taken over. Should that ever be wrong, the token decides who may still commit.
 */
export class IdempotentRequests {
  /** The digest of each, by its name. */
  private readonly running = new Map<string, string>();
  private claimsUntilSweep = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Whoever gets a claim has to `end` it. @throws StoreUnavailableError */
  async begin(name: RequestName, digest: string): Promise<Beginning> {
    const place = placeOf(name);
    const other = this.running.get(place);
    if (other !== undefined) return { kind: other === digest ? 'running' : 'mismatch' };
    // Before the claim, which others would otherwise take for one that was left behind.
    this.running.set(place, digest);
    let outcome: ClaimOutcome | null = null;
    try {
      outcome = await this.claim(name, digest);
      return outcome;
    } finally {
      if (outcome?.kind !== 'claimed') this.running.delete(place);
    }
  }

  /**
   * With the answer, or `null` where there is none to keep. Whatever becomes of it, the claim is running no more.
   * @throws StoreUnavailableError
   */
  async end(claim: Claim, answer: StoredAnswer | null): Promise<void> {
    const { idempotency } = this.database;
    try {
      await (answer !== null && isFinal(answer.status)
        ? idempotency.answer(claim, answer)
        : idempotency.release(claim));
    } finally {
      this.running.delete(placeOf(claim));
    }
  }

  private async claim(name: RequestName, digest: string): Promise<ClaimOutcome> {
    const { idempotency } = this.database;
    const nowMs = this.clock.nowMs();
    if (this.claimsUntilSweep-- <= 0) {
      this.claimsUntilSweep = CLAIMS_PER_SWEEP;
      await idempotency.sweep(nowMs, SWEPT_AT_ONCE_MAX);
    }
    const token = randomText(TOKEN_CHARACTERS, this.random);
    return idempotency.claim({ ...name, digest, token, expiresAtMs: nowMs + RECORDED_FOR_MS }, nowMs);
  }
}

/** No scope has a space in it. */
const placeOf = ({ scope, id }: RequestName): string => `${scope} ${id}`;
