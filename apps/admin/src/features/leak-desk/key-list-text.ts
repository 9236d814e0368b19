import { VISIBLE_START_LENGTH_MAX } from '@latchkey/vocabulary';
import { wholeKeyIn } from '../../shared/reveal/paste-guard';
import { isFingerprint, isKeyId } from './sought';

/** A key by what may be known of it, and the line it stood on. */
export interface ListedKey {
  readonly line: number;
  readonly by: 'keyId' | 'sha256';
  readonly value: string;
}

export interface KeyListText {
  readonly keys: readonly ListedKey[];
  /** Lines that hold nothing to find a key by. */
  readonly unreadable: readonly number[];
}

/**
 * One key a line: whole, or its id, or its fingerprint. Whole keys are hashed here and now; `hash` is `null` where that
 * cannot be done. What stands there twice counts once.
 */
export async function readKeyList(text: string, hash: ((key: string) => Promise<string>) | null): Promise<KeyListText> {
  const keys = new Map<string, ListedKey>();
  const unreadable: number[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const entry = raw.trim();
    if (entry === '') continue;
    const found = await referenceOf(entry, hash);
    if (found === null) unreadable.push(index + 1);
    else if (!keys.has(found.value)) keys.set(found.value, { line: index + 1, ...found });
  }
  return { keys: [...keys.values()], unreadable };
}

async function referenceOf(
  entry: string,
  hash: ((key: string) => Promise<string>) | null,
): Promise<Pick<ListedKey, 'by' | 'value'> | null> {
  if (isKeyId(entry)) return { by: 'keyId', value: entry };
  if (isFingerprint(entry)) return { by: 'sha256', value: entry.toLowerCase() };
  const key = wholeKeyIn(entry) ?? entry;
  if (hash === null || key.length <= VISIBLE_START_LENGTH_MAX || /\s/.test(key)) return null;
  return { by: 'sha256', value: await hash(key) };
}
