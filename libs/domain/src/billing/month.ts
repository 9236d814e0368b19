import { InvalidFieldError } from '../errors.js';
import { periodAt, type PeriodSpan } from '../metering/period.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A month of the calendar, in UTC, by the name that statements have: `2026-11`. */
export const monthAt = (atMs: number): string => new Date(atMs).toISOString().slice(0, 7);

/** @throws InvalidFieldError naming `month` */
export function spanOfMonth(month: string): PeriodSpan {
  if (!MONTH.test(month)) throw new InvalidFieldError('month', 'month must be a year and a month, such as 2026-11.');
  return periodAt('month', Date.parse(`${month}-01T00:00:00Z`));
}

/** From the month of one moment to that of another, the oldest first. */
export function monthsBetween(fromMs: number, toMs: number): string[] {
  const months: string[] = [];
  for (let atMs = fromMs; atMs <= toMs; atMs = periodAt('month', atMs).endMs) months.push(monthAt(atMs));
  return months;
}
