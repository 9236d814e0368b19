const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `in 3 months`, `2 hours ago`, `just now`. */
export function relativeTo(momentMs: number, nowMs: number): string {
  const differenceMs = momentMs - nowMs;
  for (const [unit, lengthMs] of UNITS) {
    const count = Math.trunc(differenceMs / lengthMs);
    if (count !== 0) return relative.format(count, unit);
  }
  return differenceMs > 0 ? 'in less than a minute' : 'just now';
}

/** With the zone: two people who compare notes may sit in different ones. */
export const absoluteMoment = (momentMs: number): string => `${dateOf(momentMs)}, ${timeOf(momentMs)}`;

export const dateOf = (momentMs: number): string => date.format(momentMs);

export const timeOf = (momentMs: number): string => time.format(momentMs);

export const longDay = (momentMs: number): string => day.format(momentMs);

/** How long somebody is asked to wait, rounded up so that coming back then is never too early. */
export function waitText(seconds: number): string {
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** The time of day when such a wait is over, also rounded up. */
export const timeAfter = (seconds: number, nowMs: number): string =>
  timeOf(Math.ceil((nowMs + seconds * 1000) / 60_000) * 60_000);
