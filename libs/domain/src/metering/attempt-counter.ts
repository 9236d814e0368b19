import type { Clock } from '../ports/clock.port.js';

export interface Attempts {
  readonly count: number;
  /** Until the count starts again; 0 where nothing is counted. */
  readonly endsInMs: number;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

const NONE: Attempts = { count: 0, endsInMs: 0 };

/**
 * Counts attempts in fixed windows, two numbers a key: for what may go wrong a few times, where nobody needs to know when
 * exactly each one was. An attempt that turned out well can be taken back.
 */
export class AttemptCounter {
  private readonly windows = new Map<string, Window>();

  /** @param windowsMax kept at most, so that a flood of keys cannot fill the memory */
  constructor(
    private readonly clock: Clock,
    private readonly windowsMax = 50_000,
  ) {}

  /** One more, in a window that begins with the first. */
  count(key: string, windowMs: number): Attempts {
    const nowMs = this.clock.nowMs();
    const window = this.openWindow(key, windowMs, nowMs);
    window.count++;
    return { count: window.count, endsInMs: window.endsAtMs - nowMs };
  }

  /** How a key stands, without counting. */
  standing(key: string): Attempts {
    const window = this.windows.get(key);
    const endsInMs = window === undefined ? 0 : window.endsAtMs - this.clock.nowMs();
    return window === undefined || endsInMs <= 0 ? NONE : { count: window.count, endsInMs };
  }

  takeBack(key: string): void {
    const window = this.windows.get(key);
    if (window !== undefined && window.count > 0) window.count--;
  }

  private openWindow(key: string, windowMs: number, nowMs: number): Window {
    const known = this.windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    this.windows.delete(key);
    this.makeRoom();
    const window = { count: 0, endsAtMs: nowMs + windowMs };
    this.windows.set(key, window);
    return window;
  }

  /** The window that was opened first goes first: it is the next to end anyway. */
  private makeRoom(): void {
    if (this.windows.size < this.windowsMax) return;
    const oldest = this.windows.keys().next();
    if (!oldest.done) this.windows.delete(oldest.value);
  }
}
