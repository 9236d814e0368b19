/** RFC 4180 has lines end so, the last one too. */
const LINE_END = '\r\n';

/**
 * What a spreadsheet would take for a formula, wherever it looks for one: full-width signs and leading blanks included,
 * and behind what is the separator in other countries.
 */
const FORMULA = /(^|[;\t|])(\s*[=+\-@＝＋－＠])/g;

/**
 * A line of CSV (RFC 4180), with its end. Text that people typed must stay text: where it looks like a formula it has an
 * apostrophe before it, which is what spreadsheets agree on. Numbers are left as they are.
 */
export const csvLine = (values: readonly (string | number | boolean | null)[]): string =>
  values.map(fieldOf).join(',') + LINE_END;

function fieldOf(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = value.replace(FORMULA, "$1'$2");
  return /[",\r\n]|^\s|\s$/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text;
}
