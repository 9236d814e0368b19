/** So many requests in so long a window; the burst is as large as the limit. */
export interface RateLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * How full the window is: the theoretical arrival time of GCRA, the moment at which the key has its whole burst back.
 * A request pushes it on by `windowMs / limit`. That is rarely a whole number, so the rest is counted in `limit`-ths of
 * a millisecond: with floating-point numbers the last request of a burst would be refused, or one too many admitted.
 */
export interface RateLimitState {
  readonly fullAtMs: number;
  /** 0 ≤ rest < limit. */
  readonly rest: number;
  /** What the two above were counted under. */
  readonly under: RateLimit;
}

export interface RateLimitStanding {
  readonly admitted: boolean;
  readonly limit: RateLimit;
  /** Requests that would be admitted right now, this one taken off. */
  readonly remaining: number;
  /** Until the whole burst is back. */
  readonly resetMs: number;
  /** Until this request would be admitted; 0 where it is. */
  readonly retryAfterMs: number;
  /** What to keep if the request is charged. */
  readonly next: RateLimitState;
}

/**
 * Generic cell rate algorithm (ITU-T I.371, as a virtual schedule): whether `cost` requests fit now. Pure: nothing is
 * spent until somebody keeps `next`. The state is one under this limit.
 */
export function rateLimitStanding(
  limit: RateLimit,
  state: RateLimitState | null,
  nowMs: number,
  cost = 1,
): RateLimitStanding {
  const from = state === null || state.fullAtMs < nowMs ? { fullAtMs: nowMs, rest: 0, under: limit } : state;
  const next = pushedOn(from, limit, cost);
  const overMs = next.fullAtMs - nowMs - limit.windowMs + (next.rest > 0 ? 1 : 0);
  const admitted = overMs <= 0;
  const kept = admitted ? next : from;
  return {
    admitted,
    limit,
    remaining: remainingAt(kept, limit, nowMs),
    resetMs: kept.fullAtMs - nowMs + (kept.rest > 0 ? 1 : 0),
    retryAfterMs: admitted ? 0 : overMs,
    next,
  };
}

/**
 * A state under a limit that has changed, as the new limit sees it: what was spent stays spent, and a window that was
 * longer keeps nobody out for longer than the new one.
 */
export function underLimit(limit: RateLimit, state: RateLimitState, nowMs: number): RateLimitState {
  if (state.under.limit === limit.limit && state.under.windowMs === limit.windowMs) return state;
  const fullAtMs = Math.min(state.fullAtMs + (state.rest > 0 ? 1 : 0), nowMs + limit.windowMs);
  return { fullAtMs, rest: 0, under: limit };
}

/** Whether every request that `own` admits in the long run and at once, `maximum` admits too. */
export const isWithin = (own: RateLimit, maximum: RateLimit): boolean =>
  own.limit <= maximum.limit && own.limit * maximum.windowMs <= maximum.limit * own.windowMs;

function pushedOn({ fullAtMs, rest }: RateLimitState, under: RateLimit, cost: number): RateLimitState {
  const parts = rest + under.windowMs * cost;
  return { fullAtMs: fullAtMs + Math.floor(parts / under.limit), rest: parts % under.limit, under };
}

function remainingAt({ fullAtMs, rest }: RateLimitState, { limit, windowMs }: RateLimit, nowMs: number): number {
  const freeParts = (nowMs + windowMs - fullAtMs) * limit - rest;
  return Math.min(limit, Math.max(0, Math.floor(freeParts / windowMs)));
}
