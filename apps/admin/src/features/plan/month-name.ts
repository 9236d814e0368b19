const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `November 2026` of `2026-11`; what is no month stays as it is. */
export function monthName(month: string): string {
  const ms = /^\d{4}-\d\d$/.test(month) ? Date.parse(`${month}-01T00:00:00Z`) : NaN;
  return Number.isNaN(ms) ? month : name.format(ms);
}
