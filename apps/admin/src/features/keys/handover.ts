import type { KeyState } from '@latchkey/vocabulary';

/** So long nobody has called with the old key when it is called silent. */
export const SILENCE_MS = 3_600_000;

/**
 * How far a handover is. `waiting`: nobody has called with the new key. `moving`: both are called with. `silent`: only the
 * new one is, and the old one can be revoked. `over`: the old key opens nothing any more.
 */
export type HandoverStage = 'waiting' | 'moving' | 'silent' | 'over';

interface HandoverFacts {
  readonly oldState: KeyState;
  readonly oldUsedAt: string | null;
  readonly newUsedAt: string | null;
}

export function handoverStage({ oldState, oldUsedAt, newUsedAt }: HandoverFacts, nowMs: number): HandoverStage {
  if (oldState !== 'active') return 'over';
  if (newUsedAt === null) return 'waiting';
  return oldUsedAt === null || Date.parse(oldUsedAt) <= nowMs - SILENCE_MS ? 'silent' : 'moving';
}
