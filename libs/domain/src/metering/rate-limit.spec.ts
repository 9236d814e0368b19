import fc from 'fast-check';
import { isWithin, type RateLimit } from './rate-limit.js';
import { RateLimiter } from './rate-limiter.js';

const START_MS = Date.UTC(2026, 0, 1);
const KEY = 'key_1';

const limits = fc.record({
  limit: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 100_000 })),
  windowMs: fc.oneof(fc.constantFrom(1_000, 60_000, 86_400_000), fc.integer({ min: 1_000, max: 86_400_000 })),
});

/** Asks, and spends where it may, as the pipeline does. */
function take(limiter: RateLimiter, limit: RateLimit, nowMs: number, cost = 1) {
  const standing = limiter.standing(KEY, limit, nowMs, cost);
  if (standing.admitted) limiter.charge(KEY, standing, nowMs);
  return standing;
}

/** The same promise in exact fractions: a bucket that drains by `limit` parts a window, in big integers. */
class Bucket {
  private parts = 0n;
  private lastMs = START_MS;

  take({ limit, windowMs }: RateLimit, nowMs: number, cost: number): boolean {
    const drained = BigInt(nowMs - this.lastMs) * BigInt(limit);
    this.parts = this.parts > drained ? this.parts - drained : 0n;
    this.lastMs = nowMs;
    const wanted = this.parts + BigInt(windowMs) * BigInt(cost);
    if (wanted > BigInt(windowMs) * BigInt(limit)) return false;
    this.parts = wanted;
    return true;
  }
}

const steps = fc.array(
  fc.record({ passMs: fc.oneof(fc.constant(0), fc.nat(50), fc.nat(90_000_000)), cost: fc.integer({ min: 1, max: 3 }) }),
  { minLength: 1, maxLength: 60 },
);

test('every admission and refusal is that of an exact bucket, whatever limit, window and times', () => {
  fc.assert(
    fc.property(limits, steps, (limit, sequence) => {
      const limiter = new RateLimiter();
      const bucket = new Bucket();
      let nowMs = START_MS;
      for (const { passMs, cost } of sequence) {
        nowMs += passMs;
        expect(take(limiter, limit, nowMs, cost).admitted).toBe(bucket.take(limit, nowMs, cost));
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([1, 3, 7, 60, 100, 999, 1000])('a burst of %d is admitted whole, and not one more', (limit) => {
  const limiter = new RateLimiter();
  const admitted = Array.from({ length: limit * 2 }, () => take(limiter, { limit, windowMs: 1000 }, START_MS));
  expect(admitted.filter((standing) => standing.admitted)).toHaveLength(limit);
  expect(admitted.slice(0, limit).map(({ remaining }) => remaining)).toEqual(
    Array.from({ length: limit }, (_, i) => limit - 1 - i),
  );
});

test('a request that is refused is admitted exactly when it was told to come back, and not a millisecond earlier', () => {
  fc.assert(
    fc.property(limits, steps, (limit, sequence) => {
      const limiter = new RateLimiter();
      let nowMs = START_MS;
      for (const { passMs } of sequence) {
        nowMs += passMs;
        const { admitted, retryAfterMs } = take(limiter, limit, nowMs);
        if (admitted) continue;
        expect(limiter.standing(KEY, limit, nowMs + retryAfterMs - 1).admitted).toBe(false);
        expect(limiter.standing(KEY, limit, nowMs + retryAfterMs).admitted).toBe(true);
      }
    }),
  );
});

test('what remains is what would be admitted at once', () => {
  fc.assert(
    fc.property(
      fc.record({ limit: fc.integer({ min: 1, max: 30 }), windowMs: fc.integer({ min: 1_000, max: 60_000 }) }),
      steps,
      (limit, sequence) => {
        const limiter = new RateLimiter();
        let nowMs = START_MS;
        for (const { passMs } of sequence) {
          nowMs += passMs;
          const { remaining } = take(limiter, limit, nowMs);
          expect(remaining === 0 || limiter.standing(KEY, limit, nowMs, remaining).admitted).toBe(true);
          expect(limiter.standing(KEY, limit, nowMs, remaining + 1).admitted).toBe(false);
        }
      },
    ),
  );
});

test('asking spends nothing', () => {
  const limiter = new RateLimiter();
  const limit = { limit: 1, windowMs: 1000 };
  for (let i = 0; i < 10; i++) expect(limiter.standing(KEY, limit, START_MS).admitted).toBe(true);
});

test('one key does not spend what is another’s', () => {
  const limiter = new RateLimiter();
  const limit = { limit: 1, windowMs: 1000 };
  expect(take(limiter, limit, START_MS).admitted).toBe(true);
  expect(limiter.standing('key_2', limit, START_MS).admitted).toBe(true);
});

test('a limit that changes is in force at once: never more than its burst, never shut for longer than its window', () => {
  fc.assert(
    fc.property(limits, limits, fc.nat(50), (before, after, requests) => {
      const limiter = new RateLimiter();
      for (let i = 0; i < requests; i++) take(limiter, before, START_MS);
      const { remaining, admitted } = limiter.standing(KEY, after, START_MS);
      expect(remaining + Number(admitted)).toBeLessThanOrEqual(after.limit);
      expect(limiter.standing(KEY, after, START_MS + after.windowMs).remaining).toBe(after.limit - 1);
    }),
  );
});

test('what was spent under the old limit stays spent under a new one of the same window', () => {
  const limiter = new RateLimiter();
  for (let i = 0; i < 10; i++) take(limiter, { limit: 10, windowMs: 1000 }, START_MS);
  expect(limiter.standing(KEY, { limit: 100, windowMs: 1000 }, START_MS).admitted).toBe(false);
  expect(limiter.standing(KEY, { limit: 5, windowMs: 1000 }, START_MS).admitted).toBe(false);
});

test('states of keys that are at rest do not pile up', () => {
  const limiter = new RateLimiter(100);
  const limit = { limit: 1, windowMs: 1000 };
  for (let i = 0; i < 10_000; i++) {
    const nowMs = START_MS + i * 1000;
    limiter.charge(`key_${i}`, limiter.standing(`key_${i}`, limit, nowMs), nowMs);
  }
  expect((limiter as unknown as { states: Map<string, unknown> }).states.size).toBeLessThanOrEqual(100);
});

test('within means: neither faster in the long run, nor more at once', () => {
  const plan = { limit: 60, windowMs: 60_000 };
  expect(isWithin({ limit: 1, windowMs: 1_000 }, plan)).toBe(true);
  expect(isWithin({ limit: 60, windowMs: 60_000 }, plan)).toBe(true);
  expect(isWithin({ limit: 2, windowMs: 1_000 }, plan)).toBe(false);
  expect(isWithin({ limit: 100, windowMs: 100_000 }, plan)).toBe(false);
});
