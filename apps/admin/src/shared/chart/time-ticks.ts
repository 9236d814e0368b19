/** Whose midnight: of the place where the page is read, or UTC's, by which days are counted. */
export type Zone = 'local' | 'UTC';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Distances that fit into a day a whole number of times, so that midnight is always among them. */
const MINUTES = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, DAY_MINUTES] as const;
const DAYS = [2, 3, 7, 14] as const;
const MONTHS = [1, 2, 3, 6, 12] as const;
const MONTH_DAYS = 30;

/** Moments of the clock and the calendar between two others, at most `countMax`. */
export function timeTicks(fromMs: number, toMs: number, countMax: number, zone: Zone): number[] {
  const minutesMin = (toMs - fromMs) / MINUTE_MS / Math.max(1, countMax);
  const minutes = MINUTES.find((each) => each >= minutesMin);
  const days = DAYS.find((each) => each * DAY_MINUTES >= minutesMin);
  const months = MONTHS.find((each) => each * MONTH_DAYS * DAY_MINUTES >= minutesMin) ?? 12;
  const moments =
    minutes !== undefined
      ? dayByDay(fromMs, toMs, 1, zone).flatMap((dayMs) => withinDay(dayMs, minutes))
      : days !== undefined
        ? dayByDay(fromMs, toMs, days, zone)
        : monthByMonth(fromMs, toMs, months, zone);
  return moments.filter((momentMs) => momentMs >= fromMs && momentMs < toMs).slice(0, Math.max(1, countMax));
}

const withinDay = (dayMs: number, minutes: number): number[] =>
  Array.from({ length: DAY_MINUTES / minutes }, (_, place) => dayMs + place * minutes * MINUTE_MS);

function dayByDay(fromMs: number, toMs: number, days: number, zone: Zone): number[] {
  const moments: number[] = [];
  const { year, month, day } = dateOf(fromMs, zone);
  // Of several days, the first that begins within: the one under way would be lost.
  const first = days === 1 || midnight(year, month, day, zone) === fromMs ? 0 : 1;
  for (let place = first; ; place += days) {
    const momentMs = midnight(year, month, day + place, zone);
    if (momentMs >= toMs) return moments;
    moments.push(momentMs);
  }
}

/** Months of a year's division begin with January, whatever month is the first. */
function monthByMonth(fromMs: number, toMs: number, months: number, zone: Zone): number[] {
  const moments: number[] = [];
  const { year, month } = dateOf(fromMs, zone);
  for (let place = month - (month % months); ; place += months) {
    const momentMs = midnight(year, place, 1, zone);
    if (momentMs >= toMs) return moments;
    moments.push(momentMs);
  }
}

function dateOf(momentMs: number, zone: Zone): { year: number; month: number; day: number } {
  const date = new Date(momentMs);
  return zone === 'UTC'
    ? { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() }
    : { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}

const midnight = (year: number, month: number, day: number, zone: Zone): number =>
  zone === 'UTC' ? Date.UTC(year, month, day) : new Date(year, month, day).getTime();
