import { DomainError } from '../errors.js';
import { type ApiKey, canBeInForce, isRevoked, keyState } from '../key/api-key.js';
import { isOverlapOver, type Replacement } from '../key/replacement.js';

/** @throws DomainError `key_replaced`, `key_not_active`, `revocation_scheduled`: what stands in the way, and what helps */
export function assertRotatable(key: ApiKey, nowMs: number): void {
  if (key.replacement !== null) throw new DomainError('key_replaced', replacedText(key, key.replacement, nowMs));
  const state = keyState(key, nowMs);
  switch (state) {
    case 'active':
      break;
    case 'revoked':
      throw new DomainError('key_not_active', 'The key is revoked, and that is final. Generate a new one.');
    case 'disabled':
      throw new DomainError('key_not_active', 'The key is disabled. Enable it, then rotate it.');
    case 'expired':
      throw new DomainError(
        'key_not_active',
        'The key has expired, and a rotation extends no life. Generate a new one.',
      );
  }
  if (key.revocation !== null) {
    const at = new Date(key.revocation.atMs).toISOString();
    const text = `The key is to be revoked at ${at}, and a successor must not outlive that. Cancel the revocation first.`;
    throw new DomainError('revocation_scheduled', text);
  }
}

/**
 * A successor that was replaced before it was ever used would leave its predecessor waiting, and working, for good. One
 * that has ended of itself waits for nothing.
 *
 * @throws DomainError `overlap_waiting`
 */
export function assertNotAwaited(key: ApiKey, predecessor: ApiKey | null, nowMs: number): void {
  if (predecessor?.replacement?.byId !== key.id || predecessor.replacement.overlapEndsAtMs !== null) return;
  if (!canBeInForce(predecessor, nowMs)) return;
  const text = `${predecessor.id} waits for the first use of this key. Use it, or cancel that overlap and rotate the other.`;
  throw new DomainError('overlap_waiting', text);
}

/** @throws DomainError `key_not_replaced`, `key_not_active`, `overlap_over` */
export function replacementToCancel(key: ApiKey, nowMs: number): Replacement {
  const { replacement } = key;
  if (replacement === null) throw new DomainError('key_not_replaced', 'The key has no successor: there is no overlap.');
  if (isRevoked(key, nowMs)) throw new DomainError('key_not_active', 'The key is revoked, and that is final.');
  if (isOverlapOver(replacement, nowMs) || (key.expiresAtMs !== null && key.expiresAtMs <= nowMs)) {
    throw new DomainError('overlap_over', `The overlap is over. Use the successor ${replacement.byId}.`);
  }
  return replacement;
}

function replacedText(key: ApiKey, replacement: Replacement, nowMs: number): string {
  const text = `The key was replaced by ${replacement.byId}: rotate that one.`;
  return keyState(key, nowMs) === 'active' ? `${text} To rotate this one again, cancel the overlap first.` : text;
}
