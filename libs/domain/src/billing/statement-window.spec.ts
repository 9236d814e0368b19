import { keptSinceMs } from '../usage/usage-steps.js';
import { monthsBetween, spanOfMonth } from './month.js';
import { closableMonths, LEFT_OPEN_MS } from './statement-window.js';

test.each([
  ['2026-01', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
  ['2026-02', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
])('%s is from %s to %s', (month, from, to) => {
  const { startMs, endMs } = spanOfMonth(month);
  expect([startMs, endMs].map((ms) => new Date(ms).toISOString())).toEqual([from, to]);
});

test.each(['2026', '2026-00', '2026-13', '2026-1', '26-11', '2026-11-01', '2026-11 ', '', '2026-11\n', '٢٠٢٦-11'])(
  '%j is no month',
  (text) => {
    expect(() => spanOfMonth(text)).toThrow(expect.objectContaining({ code: 'invalid_request', field: 'month' }));
  },
);

test('months follow each other, from the middle of one to the middle of another', () => {
  const months = monthsBetween(Date.UTC(2025, 10, 30), Date.UTC(2026, 1, 1));
  expect(months).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('a month can be closed an hour after its end, and not before', () => {
  const endMs = Date.UTC(2028, 2, 1);
  expect(closableMonths(endMs + LEFT_OPEN_MS - 1).at(-1)).toBe('2028-01');
  expect(closableMonths(endMs + LEFT_OPEN_MS).at(-1)).toBe('2028-02');
});

test('no month is closed in part: of the oldest, every day of usage is kept, and of the one before, not', () => {
  const nowMs = Date.UTC(2028, 2, 1) + LEFT_OPEN_MS;
  expect(closableMonths(nowMs)).toHaveLength(25);
  const { startMs } = spanOfMonth(closableMonths(nowMs)[0]!);
  expect(startMs).toBeGreaterThanOrEqual(keptSinceMs('day', nowMs));
  expect(startMs - 31 * 24 * 60 * 60 * 1000).toBeLessThan(keptSinceMs('day', nowMs));
});
