const RESTARTS_MAX = 5;
const WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 100;

/** At most 5 restarts in any minute, each after twice the wait of the one before: 100, 200, 400, 800, 1600 ms. */
export class RestartPolicy {
  private attempts: number[] = [];

  /** How long to wait before the restart that is due, or undefined: too many, give up. */
  nextDelayMs(nowMs: number): number | undefined {
    this.attempts = this.attempts.filter((attemptMs) => nowMs - attemptMs < WINDOW_MS);
    if (this.attempts.length >= RESTARTS_MAX) return undefined;
    const delayMs = FIRST_DELAY_MS * 2 ** this.attempts.length;
    this.attempts.push(nowMs);
    return delayMs;
  }
}
