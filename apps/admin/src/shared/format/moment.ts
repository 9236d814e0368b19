interface Unit {
  readonly name: Intl.RelativeTimeFormatUnit;
  readonly lengthMs: number;
  /** Told in this unit from so many of it on. Days go far: “in 89 days” is a plan, “in 2 months” is a guess. */
  readonly countMin: number;
}

const DAY_MS = 86_400_000;

const UNITS: readonly Unit[] = [
  { name: 'year', lengthMs: 365 * DAY_MS, countMin: 2 },
  { name: 'month', lengthMs: (365 * DAY_MS) / 12, countMin: 3 },
  { name: 'day', lengthMs: DAY_MS, countMin: 1 },
  { name: 'hour', lengthMs: 3_600_000, countMin: 1 },
  { name: 'minute', lengthMs: 60_000, countMin: 1 },
];

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** `in 3 months`, `2 hours ago`, `just now`. */
export function relativeTo(momentMs: number, nowMs: number): string {
  const differenceMs = momentMs - nowMs;
  for (const { name, lengthMs, countMin } of UNITS) {
    const count = Math.trunc(differenceMs / lengthMs);
    if (Math.abs(count) >= countMin) return relative.format(count, name);
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
