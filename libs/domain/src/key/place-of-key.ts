import { type ApiKey, canBeInForce } from './api-key.js';

/**
 * Whether a key takes one of the places that a workspace has for keys. Whatever is in force, or could be again, takes
 * one, with one exception: a predecessor in its overlap shares the place of its successor. The successor can do so for
 * one key at a time. Were it not for that, a chain of rotations, or a successor that was revoked at once, would keep any
 * number of keys at work in one place.
 *
 * @param successor the key that `replacement` names
 */
export const takesPlace = (key: ApiKey, successor: ApiKey | null, nowMs: number): boolean =>
  canBeInForce(key, nowMs) && !(successor !== null && successor.replacement === null && canBeInForce(successor, nowMs));
