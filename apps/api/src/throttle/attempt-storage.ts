import type { ThrottlerStorage } from '@nestjs/throttler';
import type { AttemptCounter } from '@latchkey/domain';

type ThrottlerStorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * What the throttler counts in: two numbers a key, where the package's own storage keeps and filters a list of all hits.
 */
export class AttemptStorage implements ThrottlerStorage {
  constructor(private readonly attempts: AttemptCounter) {}

  /** `ttl` in milliseconds. Times in the answer are seconds, as the throttler expects them. */
  increment(key: string, ttl: number, limit: number): Promise<ThrottlerStorageRecord> {
    const { count, endsInMs } = this.attempts.count(key, ttl);
    const leftSeconds = Math.max(1, Math.ceil(endsInMs / 1000));
    const isBlocked = count > limit;
    return Promise.resolve({
      totalHits: count,
      timeToExpire: leftSeconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? leftSeconds : 0,
    });
  }
}
