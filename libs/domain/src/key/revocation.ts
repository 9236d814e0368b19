import type { RevocationReason } from '@latchkey/vocabulary';
import type { Actor } from '../audit/actor.js';

export interface Revocation {
  /** From this very millisecond the key is refused. */
  readonly atMs: number;
  /** When somebody decided so. Not before `atMs` means: at once. */
  readonly decidedAtMs: number;
  readonly reason: RevocationReason;
  readonly note: string | null;
  readonly by: Actor;
}

/**
 * One that was to be at once stays in force whatever a clock says later: clocks are set back, and another instance's may
 * be behind.
 */
export const isInForce = ({ atMs, decidedAtMs }: Revocation, nowMs: number): boolean =>
  atMs <= nowMs || atMs <= decidedAtMs;
