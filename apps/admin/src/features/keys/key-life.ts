import type { KeyView } from '../../shared/api/model';

/** What is under way with a key while its state still says `active`. */
export type KeyLife =
  | { readonly kind: 'steady' }
  /** A revocation with a time that has not come. */
  | { readonly kind: 'revocation'; readonly at: string }
  /** It was rotated; `endsAt` is `null` while the overlap waits for the successor's first use. */
  | { readonly kind: 'overlap'; readonly endsAt: string | null; readonly successorId: string };

/** Whether a scheduled revocation comes too late to be what ends the key. */
export const overlapEndsFirst = ({ state, revocation, replacedBy, overlapEndsAt }: KeyView): boolean =>
  state === 'active' &&
  revocation !== null &&
  replacedBy !== null &&
  (overlapEndsAt === null || overlapEndsAt < revocation.at);

export function lifeOf(key: KeyView): KeyLife {
  const { state, revocation, replacedBy, overlapEndsAt } = key;
  if (state === 'revoked' || state === 'expired') return { kind: 'steady' };
  if (revocation !== null && (overlapEndsAt === null || overlapEndsAt >= revocation.at)) {
    return { kind: 'revocation', at: revocation.at };
  }
  if (replacedBy !== null) return { kind: 'overlap', endsAt: overlapEndsAt, successorId: replacedBy };
  return { kind: 'steady' };
}

/** Why a key cannot be rotated now; `null`: it can. As the server would refuse it. */
export function obstacleToRotation(key: KeyView): string | null {
  if (key.replacedBy !== null) return 'This key was rotated already. Rotate its successor.';
  if (key.revocation !== null && key.state !== 'revoked')
    return 'A revocation of this key is scheduled. Withdraw it first: a successor must not outlive it.';
  switch (key.state) {
    case 'active':
      return null;
    case 'disabled':
      return 'This key is disabled. Enable it, then rotate it.';
    case 'expired':
      return 'This key has expired, and a rotation extends no life. Generate a new one.';
    case 'revoked':
      return 'This key is revoked, and that is final. Generate a new one.';
  }
}
