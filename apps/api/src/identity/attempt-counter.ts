import { Inject, Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Clock } from '@latchkey/domain';
import { CLOCK } from '../ports.js';

type ThrottlerStorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  hits: number;
  readonly endsAtMs: number;
}

/** Windows kept at most, so that a flood of addresses cannot fill the memory. */
const WINDOWS_MAX = 50_000;

/**
 * Counts attempts in fixed windows: two numbers a key, where the package's own storage keeps and filters a list of all
 * hits. An attempt that turned out well is taken back, so only failures count.
 */
@Injectable()
export class AttemptCounter implements ThrottlerStorage {
  private readonly windows = new Map<string, Window>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** `ttl` in milliseconds. Times in the answer are seconds, as the throttler expects them. */
  increment(key: string, ttl: number, limit: number): Promise<ThrottlerStorageRecord> {
    const nowMs = this.clock.nowMs();
    const window = this.openWindow(key, ttl, nowMs);
    window.hits++;
    const leftSeconds = Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1000));
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: leftSeconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? leftSeconds : 0,
    });
  }

  takeBack(key: string): void {
    const window = this.windows.get(key);
    if (window !== undefined && window.hits > 0) window.hits--;
  }

  private openWindow(key: string, ttlMs: number, nowMs: number): Window {
    const known = this.windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    this.windows.delete(key);
    this.makeRoom();
    const window = { hits: 0, endsAtMs: nowMs + ttlMs };
    this.windows.set(key, window);
    return window;
  }

  /** The window that was opened first goes first: it is the next to end anyway. */
  private makeRoom(): void {
    if (this.windows.size < WINDOWS_MAX) return;
    const oldest = this.windows.keys().next();
    if (!oldest.done) this.windows.delete(oldest.value);
  }
}
