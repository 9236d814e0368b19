import type { Clock } from '@latchkey/domain';

/** 2026-01-01T00:00:00Z: where test time begins. */
export const TEST_EPOCH_MS = Date.UTC(2026, 0, 1);

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  constructor(private currentMs: number = TEST_EPOCH_MS) {}

  nowMs(): number {
    return this.currentMs;
  }

  advance(byMs: number): void {
    this.currentMs += byMs;
  }

  set(toMs: number): void {
    this.currentMs = toMs;
  }
}
