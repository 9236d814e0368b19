import { SLUG_LENGTH_MAX } from '@latchkey/vocabulary';

/** A suggestion: lower-case letters and digits, joined by single hyphens. Empty where a name has none of them. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/^-|-$/g, '');
