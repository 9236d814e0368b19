import { absoluteMoment } from '../../shared/format/moment';

export interface Change {
  readonly field: string;
  /** `null`: there was none, or there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

const NONE = 'none';

type Details = Readonly<Record<string, unknown>>;

const detailsOf = (details: object | null): Details => (details ?? {}) as Details;

/** What an entry says was one way and became another, field by field. What stayed, or never was, is no change. */
export function changesOf(before: object | null, after: object | null): readonly Change[] {
  const [old, now] = [detailsOf(before), detailsOf(after)];
  const fields = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...fields]
    .map((field) => ({
      field: wordsOf(field),
      before: field in old ? valueText(field, old[field]) : null,
      after: field in now ? valueText(field, now[field]) : null,
    }))
    .filter(({ before, after }) => (before ?? NONE) !== (after ?? NONE));
}

/** `expiresAtMs`: expires at. */
const wordsOf = (field: string): string => {
  const words = field
    .replace(/(At)?Ms$/, '$1')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number' && /AtMs$/.test(field)) return absoluteMoment(value);
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const parts = Array.isArray(value)
    ? value.map((item) => valueText(field, item))
    : Object.entries(value).map(([name, part]) => `${wordsOf(name).toLowerCase()} ${valueText(name, part)}`);
  return parts.length === 0 ? NONE : parts.join(', ');
}
