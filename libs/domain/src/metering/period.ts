import type { Period } from '@latchkey/vocabulary';

/** From the first millisecond to the first that is not in it. */
export interface PeriodSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The day or the month that a moment lies in, in UTC. With an anchor, months begin on its day and at its time; a month
 * that has no such day begins on its last one.
 */
export function periodAt(period: Period, nowMs: number, anchorMs: number | null = null): PeriodSpan {
  if (period === 'day') {
    const startMs = Math.floor(nowMs / DAY_MS) * DAY_MS;
    return { startMs, endMs: startMs + DAY_MS };
  }
  const anchor = new Date(anchorMs ?? 0);
  const now = new Date(nowMs);
  const months = (now.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + now.getUTCMonth() - anchor.getUTCMonth();
  const first = monthsAfter(anchor, months) <= nowMs ? months : months - 1;
  return { startMs: monthsAfter(anchor, first), endMs: monthsAfter(anchor, first + 1) };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Counted from the anchor itself: from one clamped month to the next, the 31st would become the 28th for good. */
function monthsAfter(anchor: Date, months: number): number {
  const year = anchor.getUTCFullYear();
  const month = anchor.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeMs = anchor.getTime() - Math.floor(anchor.getTime() / DAY_MS) * DAY_MS;
  return Date.UTC(year, month, Math.min(anchor.getUTCDate(), lastDay)) + timeMs;
}
