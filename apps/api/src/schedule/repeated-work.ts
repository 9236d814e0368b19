import { setMaxListeners } from 'node:events';

export interface Repetition {
  /** From the start to the first time. */
  readonly firstAfterMs: number;
  /** From the end of one to the next. */
  readonly everyMs: number;
  /** The same after one that failed. */
  readonly retryAfterMs: number;
  readonly onFailure: (error: Error) => void;
}

/** Work that is done again and again, once at a time, until it is stopped. It keeps no process alive. */
export class RepeatedWork {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();
  private isUnderWay = false;
  private isWanted = false;

  constructor(
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly repetition: Repetition,
  ) {
    // All that is under way at a time listens for the stop, and is many.
    setMaxListeners(0, this.stopping.signal);
  }

  /** Aborted as soon as it is to stop. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  start(): void {
    this.doIn(this.repetition.firstAfterMs);
  }

  /** Not to wait for the next time: it is done at once, or, where it is under way, once more right after. */
  wake(): void {
    this.isWanted = this.isUnderWay;
    if (this.isUnderWay || this.timer === undefined) return;
    clearTimeout(this.timer);
    this.doIn(0);
  }

  /** Tells what is under way to end early. */
  abort(): void {
    clearTimeout(this.timer);
    this.stopping.abort();
  }

  /** When it resolves, nothing is under way, and nothing follows. */
  async stop(): Promise<void> {
    this.abort();
    await this.underWay;
  }

  private doIn(delayMs: number): void {
    if (this.signal.aborted) return;
    const next = (): void => void (this.underWay = this.once());
    this.timer = setTimeout(next, delayMs).unref();
  }

  private async once(): Promise<void> {
    const { everyMs, retryAfterMs, onFailure } = this.repetition;
    this.isUnderWay = true;
    this.isWanted = false;
    let delayMs = retryAfterMs;
    try {
      await this.work(this.signal);
      delayMs = this.isWanted ? 0 : everyMs;
    } catch (error) {
      onFailure(error as Error);
    }
    this.isUnderWay = false;
    this.doIn(delayMs);
  }
}
