import { randomBytes } from 'node:crypto';
import type { Random } from '@latchkey/domain';

export class SystemRandom implements Random {
  bytes(count: number): Uint8Array {
    return randomBytes(count);
  }
}
