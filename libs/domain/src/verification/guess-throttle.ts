import type { DenyReason } from '@latchkey/vocabulary';
import { TooManyAttemptsError } from '../errors.js';
import { fingerprintOf, isWellFormed, type SecretFormat } from '../key/secret-format.js';
import { AttemptCounter } from '../metering/attempt-counter.js';
import type { RateLimit } from '../metering/rate-limit.js';
import { RateLimiter } from '../metering/rate-limiter.js';
import { throttledNetworkOf } from '../network/throttled-network.js';
import type { Clock } from '../ports/clock.port.js';
import type { Decision, DecisionRequest } from './decision.js';
import type { KeyGate } from './key-gate.js';
import type { KeyRecord } from './key-record.js';
import type { RecordCache } from './record-cache.js';

/** A key that is revoked, disabled or expired is somebody's: presenting it is no guess. */
const UNRECOGNISED: ReadonlySet<DenyReason> = new Set<DenyReason>(['key_malformed', 'key_unknown']);

/** Refusals in a window before the network is held back: a fleet with a wrong key has minutes to notice. */
export const GUESSES_MAX = 300;
export const GUESS_WINDOW_MS = 5 * 60 * 1000;
/** What a network that is held back may still ask of the database, for keys that have not been seen yet. */
export const LOOK_UPS_WHEN_HELD_BACK: RateLimit = { limit: 20, windowMs: 1_000 };

const WHY = 'Too many requests from this network came with keys that do not exist. Keys that do exist still work.';

/**
 * Before the gate: a network that keeps presenting credentials which nobody knows is told to wait, and no longer reaches
 * the database with each of them. Only such credentials suffer. A key that was found before passes as if nothing were,
 * because behind one address (NAT, a proxy) stand many who have nothing to do with each other; a key that is new here
 * gets in through a small budget of look-ups.
 *
 * For who makes a request. What a service asks about (the presented key of a verification) goes to the gate itself: else
 * the service would be held back for what its own callers present.
 */
export class GuessThrottle {
  private readonly guesses: AttemptCounter;
  private readonly lookUps = new RateLimiter();
  /** When the last of the windows that are past the limit ends. Before and after, a request pays for one comparison. */
  private heldBackUntilMs = 0;

  constructor(
    private readonly gate: Pick<KeyGate, 'decide'>,
    private readonly records: Pick<RecordCache, 'get' | 'recognises'>,
    private readonly clock: Clock,
  ) {
    this.guesses = new AttemptCounter(clock);
  }

  /** As the gate decides. @throws TooManyAttemptsError, at once or as a rejection: no decision was made, or it is withheld */
  decide(request: DecisionRequest): Decision | Promise<Decision> {
    const nowMs = this.clock.nowMs();
    if (nowMs < this.heldBackUntilMs) this.assertMayLookUp(request, nowMs);
    const decision = this.gate.decide(request);
    return decision instanceof Promise
      ? decision.then((settled) => this.counted(settled, request))
      : this.counted(decision, request);
  }

  /**
   * Whose a key is that somebody presents to another end than to be let in. It counts as if they had, so that nobody
   * learns more here than there.
   *
   * @throws TooManyAttemptsError
   */
  async find(
    credential: string,
    formats: readonly SecretFormat[],
    clientAddress: string | null,
  ): Promise<KeyRecord | null> {
    const format = formats.find((each) => isWellFormed(each, credential));
    if (format === undefined) return this.countGuess(clientAddress);
    const nowMs = this.clock.nowMs();
    if (nowMs < this.heldBackUntilMs) this.assertMayLookUp({ credential, format, clientAddress }, nowMs);
    return (await this.records.get(fingerprintOf(credential))) ?? this.countGuess(clientAddress);
  }

  private counted(decision: Decision, { clientAddress }: DecisionRequest): Decision {
    if (!decision.allowed && UNRECOGNISED.has(decision.reason)) this.countGuess(clientAddress);
    return decision;
  }

  /** Counted only when it is known for a guess, so that keys which are new here do not count against each other. */
  private countGuess(clientAddress: string | null): null {
    const { count, endsInMs } = this.guesses.count(throttledNetworkOf(clientAddress), GUESS_WINDOW_MS);
    if (count >= GUESSES_MAX) this.heldBackUntilMs = Math.max(this.heldBackUntilMs, this.clock.nowMs() + endsInMs);
    if (count > GUESSES_MAX) throw new TooManyAttemptsError(endsInMs, WHY);
    return null;
  }

  /** The wait is short, because this may be a good key. */
  private assertMayLookUp({ credential, format, clientAddress }: Presented, nowMs: number): void {
    if (credential === null || !isWellFormed(format, credential)) return;
    const network = throttledNetworkOf(clientAddress);
    if (this.guesses.standing(network).count < GUESSES_MAX) return;
    if (this.records.recognises(fingerprintOf(credential))) return;
    const standing = this.lookUps.standing(network, LOOK_UPS_WHEN_HELD_BACK, nowMs);
    if (!standing.admitted) throw new TooManyAttemptsError(standing.retryAfterMs, WHY);
    this.lookUps.charge(network, standing, nowMs);
  }
}

type Presented = Pick<DecisionRequest, 'credential' | 'format' | 'clientAddress'>;
