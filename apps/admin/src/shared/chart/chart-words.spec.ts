import { spanWords, tickText } from './chart-words';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MIDNIGHT = Date.UTC(2026, 2, 17);

it.each([
  [MIDNIGHT + 6 * HOUR_MS, 6 * HOUR_MS, '06:00'],
  [MIDNIGHT, 6 * HOUR_MS, '17 Mar'],
  [MIDNIGHT, 7 * DAY_MS, '17 Mar'],
  [MIDNIGHT, 31 * DAY_MS, 'Mar 2026'],
])('a tick tells what changes: %d', (momentMs, distanceMs, text) =>
  expect(tickText(momentMs, distanceMs, 'UTC')).toBe(text),
);

it('names a day, and days that were added up, by UTC', () => {
  expect(spanWords({ fromMs: MIDNIGHT, toMs: MIDNIGHT + DAY_MS }, 'UTC')).toBe('Tue, 17 Mar 2026');
  expect(spanWords({ fromMs: MIDNIGHT, toMs: MIDNIGHT + 7 * DAY_MS }, 'UTC')).toBe(
    'Tue, 17 Mar 2026 – Mon, 23 Mar 2026',
  );
});

it('names a span of the clock without saying the day twice', () => {
  const noonMs = new Date(2026, 2, 17, 12).getTime();
  expect(spanWords({ fromMs: noonMs, toMs: noonMs + HOUR_MS }, 'local')).toMatch(/12:00 – 13:00$/);
});
