import { createHash } from 'node:crypto';
import type { Random } from '@latchkey/domain';

/** The same bytes in every run, others for every seed: SHA-256 of the seed and a counter. For tests only. */
export class SeededRandom implements Random {
  private blocks = 0;
  private rest = Buffer.alloc(0);

  constructor(private readonly seed: number | string = 0) {}

  bytes(count: number): Uint8Array {
    while (this.rest.length < count) this.rest = Buffer.concat([this.rest, this.nextBlock()]);
    const taken = this.rest.subarray(0, count);
    this.rest = this.rest.subarray(count);
    return Uint8Array.from(taken);
  }

  private nextBlock(): Buffer {
    return createHash('sha256').update(`${this.seed}:${this.blocks++}`).digest();
  }
}
