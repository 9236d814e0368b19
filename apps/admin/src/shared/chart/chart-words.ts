import type { Zone } from './time-ticks';

const DAY_MS = 86_400_000;
const compact = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat('en-GB');

export const shortNumber = (value: number): string => compact.format(value);
export const wholeNumber = (value: number): string => exact.format(Math.round(value));

type Form = 'time' | 'day' | 'month' | 'moment' | 'date';

const FORMS: Readonly<Record<Form, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
};

const formatted = (momentMs: number, form: Form, zone: Zone): string =>
  new Intl.DateTimeFormat('en-GB', { ...FORMS[form], ...(zone === 'UTC' && { timeZone: 'UTC' }) }).format(momentMs);

/** Below a tick: the time of day, the day where one begins, the month where ticks are far apart. */
export function tickText(momentMs: number, distanceMs: number, zone: Zone): string {
  if (distanceMs >= 28 * DAY_MS) return formatted(momentMs, 'month', zone);
  const time = formatted(momentMs, 'time', zone);
  return distanceMs >= DAY_MS || time === '00:00' ? formatted(momentMs, 'day', zone) : time;
}

export const momentWords = (momentMs: number, zone: Zone): string => formatted(momentMs, 'moment', zone);

/** A column by name: a day of UTC, or a span of the clock. */
export function spanWords({ fromMs, toMs }: { fromMs: number; toMs: number }, zone: Zone): string {
  if (zone === 'UTC') {
    const first = formatted(fromMs, 'date', zone);
    return toMs - fromMs <= DAY_MS ? first : `${first} – ${formatted(toMs - DAY_MS, 'date', zone)}`;
  }
  const sameDay = formatted(fromMs, 'day', zone) === formatted(toMs - 1, 'day', zone);
  const end = formatted(toMs, sameDay ? 'time' : 'moment', zone);
  return `${formatted(fromMs, 'moment', zone)} – ${end}`;
}

/** Which clock the times are of. */
export const zoneWords = (zone: Zone): string =>
  zone === 'UTC' ? 'Days begin at midnight UTC.' : `Times are in ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`;
