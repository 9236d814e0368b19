import type { Http } from './http.js';

export interface Call {
  readonly startedAtMs: number;
  readonly status: number;
}

/** Calls that never stop coming, each noted with the moment before its first byte was sent. */
export class Hammer {
  readonly calls: Call[] = [];
  private stopped = false;
  private readonly hands: Promise<void>[];

  constructor(
    private readonly client: Http,
    hands: number,
  ) {
    this.hands = Array.from({ length: hands }, () => this.swing());
  }

  /** Resolves when so many more calls have been answered. */
  async more(count: number): Promise<void> {
    const enough = this.calls.length + count;
    while (this.calls.length < enough) await this.client.get('/health/live');
  }

  async stop(): Promise<readonly Call[]> {
    this.stopped = true;
    await Promise.all(this.hands);
    return this.calls;
  }

  private async swing(): Promise<void> {
    while (!this.stopped) {
      const startedAtMs = performance.now();
      const { status } = await this.client.get('/v1/devices');
      this.calls.push({ startedAtMs, status });
    }
  }
}
