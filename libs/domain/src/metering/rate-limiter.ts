import {
  type RateLimit,
  rateLimitStanding,
  type RateLimitStanding,
  type RateLimitState,
  underLimit,
} from './rate-limit.js';

/**
 * The states of all keys that were charged lately, in process. A state whose window is full again is as good as none,
 * so those are swept when there are many.
 */
export class RateLimiter {
  private states = new Map<string, RateLimitState>();
  private sweepAtSize: number;

  /** @param statesMin from how many states on they are swept; twice what is left says when the next time is */
  constructor(private readonly statesMin = 100_000) {
    this.sweepAtSize = statesMin;
  }

  /** How a key stands, without spending anything. */
  standing(keyId: string, limit: RateLimit, nowMs: number, cost = 1): RateLimitStanding {
    return rateLimitStanding(limit, this.stateUnder(limit, keyId, nowMs), nowMs, cost);
  }

  /** Spends what a standing promised. Nothing may lie between the two but synchronous code. */
  charge(keyId: string, { next }: RateLimitStanding, nowMs: number): void {
    this.states.set(keyId, next);
    if (this.states.size >= this.sweepAtSize) this.sweep(nowMs);
  }

  /** The first look under a changed limit settles what was spent: from then on it flows off at the new rate. */
  private stateUnder(limit: RateLimit, keyId: string, nowMs: number): RateLimitState | null {
    const state = this.states.get(keyId);
    if (state === undefined) return null;
    const settled = underLimit(limit, state, nowMs);
    if (settled !== state) this.states.set(keyId, settled);
    return settled;
  }

  private sweep(nowMs: number): void {
    for (const [keyId, { fullAtMs }] of this.states) if (fullAtMs < nowMs) this.states.delete(keyId);
    this.sweepAtSize = Math.max(this.statesMin, this.states.size * 2);
  }
}
