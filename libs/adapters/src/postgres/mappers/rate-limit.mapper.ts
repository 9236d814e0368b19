import type { RateLimit } from '@latchkey/domain';

export interface RateLimitColumns {
  readonly rateLimit: number | null;
  readonly rateWindowMs: number | null;
}

/** A constraint of each table makes the two present together or absent together. */
export const toRateLimit = ({ rateLimit: limit, rateWindowMs: windowMs }: RateLimitColumns): RateLimit | null =>
  limit === null || windowMs === null ? null : { limit, windowMs };

export const fromRateLimit = (rateLimit: RateLimit | null): RateLimitColumns => ({
  rateLimit: rateLimit?.limit ?? null,
  rateWindowMs: rateLimit?.windowMs ?? null,
});
