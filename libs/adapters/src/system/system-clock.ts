import type { Clock } from '@latchkey/domain';

export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }
}
