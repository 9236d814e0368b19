import type { Type } from '@nestjs/common';
import { fieldsShownOnce } from './contract-schemas.js';

/** Route metadata: names of the fields of its answer that are answered once and stored nowhere. */
export const SHOWN_ONCE = 'latchkey:shown-once';

export const shownOnceIn = (type: Type): readonly string[] => fieldsShownOnce(type.name);

/**
 * An answer as it may be stored: `null` in the place of these fields, in whatever envelope they are, and when they were
 * shown. One that is `null` already was shown earlier.
 */
export function withoutShown(json: string, names: readonly string[], shownAt: string): string {
  if (names.length === 0) return json;
  const blanked = (at: string, value: unknown): unknown => {
    // What callers name in their metadata is theirs.
    if (at === 'metadata' || typeof value !== 'object' || value === null) return value;
    const shown = names.filter((name) => Object.hasOwn(value, name) && Reflect.get(value, name) !== null);
    return Object.assign(value, ...shown.map((name) => ({ [name]: null, [`${name}ShownAt`]: shownAt })));
  };
  return JSON.stringify(JSON.parse(json, blanked));
}
