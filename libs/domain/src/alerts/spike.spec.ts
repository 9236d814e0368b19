import type { DayPeak, MinuteRate } from '../ports/usage-signal-store.port.js';
import { DEFAULT_ALERT_RULES } from './alert-rules.js';
import { baselineRange, isCalm, LOOK_MS, spikeThreshold, usualPeak } from './spike.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.UTC(2026, 0, 20, 10, 30);

const peaks = (...requests: number[]): DayPeak[] =>
  requests.map((count, day) => ({ keyId: 'key_1', dayMs: day * DAY_MS, requests: count, refusals: 1 }));

describe('what is usual', () => {
  test.each([
    ['nothing, on fewer than three days', [900, 900], null],
    ['the same every day', [100, 100, 100], 100],
    ['one day that was mad', [100, 9_000, 100, 90], 100],
    ['a job every Monday of two weeks', [5, 5, 800, 5, 5, 5, 5, 5, 5, 790, 5, 5, 5, 5], 790],
    ['growth', [100, 200, 300, 400, 500], 400],
    ['days of refusals alone', [0, 0, 0], 0],
  ])('%s', (_, requests, expected) => {
    expect(usualPeak('requests_spiking', peaks(...requests))).toBe(expected);
  });

  test('is of each kind its own', () => {
    expect(usualPeak('refusals_spiking', peaks(100, 200, 300))).toBe(1);
  });

  test('no single day changes it to more than the day before it in rank', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const counts = Array.from({ length: 3 + (seed % 11) }, (_, day) => (seed * 7919 * (day + 1)) % 1_000);
      const usual = usualPeak('requests_spiking', peaks(...counts))!;
      const highest = Math.max(...counts);
      const mad = counts.map((count) => (count === highest ? 1_000_000 : count));
      expect(usual).toBeLessThanOrEqual(highest);
      if (counts.filter((count) => count === highest).length === 1)
        expect(usualPeak('requests_spiking', peaks(...mad))).toBe(usual);
    }
  });

  test('stands on the fourteen whole days before today', () => {
    const { fromMs, toMs } = baselineRange(NOW_MS);
    expect([fromMs, toMs]).toEqual([Date.UTC(2026, 0, 6), Date.UTC(2026, 0, 20)]);
    expect(baselineRange(toMs)).toEqual({ fromMs, toMs });
    expect(baselineRange(toMs - 1)).toEqual({ fromMs: fromMs - DAY_MS, toMs: toMs - DAY_MS });
  });
});

test.each([
  [0, 500],
  [100, 500],
  [166, 500],
  [167, 501],
  [10_000, 30_000],
])('where %d is usual, more than %d is a spike', (usual, threshold) => {
  expect(spikeThreshold(usual, DEFAULT_ALERT_RULES.requests_spiking)).toBe(threshold);
});

describe('the rate is back', () => {
  const at = (agoMs: number, requests: number): MinuteRate => ({
    keyId: 'key_1',
    atMs: NOW_MS - agoMs,
    requests,
    refusals: 0,
  });
  const isBack = (...minutes: MinuteRate[]) => isCalm('requests_spiking', minutes, 100, NOW_MS);

  test.each([
    ['when there is nothing', [], true],
    ['at the threshold', [at(5 * MINUTE_MS, 100)], true],
    ['not beyond it', [at(5 * MINUTE_MS, 101)], false],
    ['not at the first look after it', [at(HOUR_MS + MINUTE_MS, 101)], false],
    ['not as long as one of three looks saw it', [at(HOUR_MS + 2 * LOOK_MS, 101)], false],
    ['when none of three looks saw it', [at(HOUR_MS + 2 * LOOK_MS + MINUTE_MS, 101)], true],
    ['not where minutes add up to more', [at(20 * MINUTE_MS, 60), at(30 * MINUTE_MS, 60)], false],
    ['whatever is to come', [at(0, 1_000)], true],
  ] as const)('%s', (_, minutes, expected) => {
    expect(isBack(...minutes)).toBe(expected);
  });
});
