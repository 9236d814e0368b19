import { forecastOf } from './forecast.js';

const HOUR_MS = 60 * 60 * 1000;
const DAY = { startMs: Date.UTC(2026, 0, 1), endMs: Date.UTC(2026, 0, 2), sinceMs: null };
const at = (hours: number): number => DAY.startMs + hours * HOUR_MS;

test('the pace so far is kept up to the end of the period, and says when the limit is used up', () => {
  expect(forecastOf({ ...DAY, used: 60, limit: 200 }, at(6))).toEqual({ unitsAtEnd: 240, limitReachedAtMs: at(20) });
  expect(forecastOf({ ...DAY, used: 50, limit: 200 }, at(6))).toEqual({ unitsAtEnd: 200, limitReachedAtMs: null });
  expect(forecastOf({ ...DAY, used: 0, limit: 200 }, at(6))).toEqual({ unitsAtEnd: 0, limitReachedAtMs: null });
});

test('nothing is told before a twentieth of the period is over', () => {
  const use = { ...DAY, used: 5, limit: 100 };
  expect(forecastOf(use, DAY.startMs)).toBeNull();
  expect(forecastOf(use, at(1.2) - 1)).toBeNull();
  expect(forecastOf(use, at(1.2))).toEqual({ unitsAtEnd: 100, limitReachedAtMs: null });
});

test('a limit that is used up is reached now, also where it is none, or was lowered', () => {
  for (const [used, limit] of [
    [10, 10],
    [11, 10],
    [0, 0],
  ] as const)
    expect(forecastOf({ ...DAY, used, limit }, at(12))).toEqual({ unitsAtEnd: used * 2, limitReachedAtMs: at(12) });
});

test('what began in the middle of the period is not taken for slow', () => {
  const use = { ...DAY, used: 60, limit: 500, sinceMs: at(18) };
  expect(forecastOf(use, at(19))).toBeNull();
  expect(forecastOf(use, at(20))).toEqual({ unitsAtEnd: 180, limitReachedAtMs: null });
  expect(forecastOf({ ...use, sinceMs: at(-100) }, at(12))).toEqual({ unitsAtEnd: 120, limitReachedAtMs: null });
});

test('a leap month is as long as it is', () => {
  const month = { startMs: Date.UTC(2028, 1, 1), endMs: Date.UTC(2028, 2, 1), sinceMs: null };
  const use = { ...month, used: 100, limit: 290 };
  expect(forecastOf(use, Date.UTC(2028, 1, 11))).toEqual({ unitsAtEnd: 290, limitReachedAtMs: null });
});
