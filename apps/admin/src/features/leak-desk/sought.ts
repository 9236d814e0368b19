import { VISIBLE_START_LENGTH_MAX, VISIBLE_START_LENGTH_MIN } from '@latchkey/vocabulary';
import type { LookUpKeysRequest } from '../../shared/api/model';

export const isKeyId = (text: string): boolean => /^key_[0-9a-z]{26}$/.test(text);

/** A SHA-256 in hex. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

const START = new RegExp(`^[!-~]{${VISIBLE_START_LENGTH_MIN},${VISIBLE_START_LENGTH_MAX}}$`);

/** What to look up, of what may be typed without harm; or what is wrong with it. */
export function soughtBy(typed: string): LookUpKeysRequest | string {
  const text = typed.trim();
  if (isKeyId(text)) return { keyId: text };
  if (isFingerprint(text)) return { sha256: text.toLowerCase() };
  if (START.test(text)) return { start: text };
  return `Enter the first ${VISIBLE_START_LENGTH_MIN} to ${VISIBLE_START_LENGTH_MAX} characters of the key, its id (key_…) or its fingerprint (64 hex digits).`;
}
