import { attemptsOf, durationWords, latencySummary } from './latency';

const attempt = (at: string, durationMs: number, error: 'timed_out' | null = null) => ({
  at,
  durationMs,
  statusCode: error === null ? 200 : null,
  error,
});

const DELIVERIES = [
  { attempts: [attempt('2026-03-17T10:00:02Z', 900), attempt('2026-03-17T10:05:00Z', 80)] },
  { attempts: [attempt('2026-03-17T09:00:00Z', 10_000, 'timed_out'), attempt('2026-03-17T10:00:01Z', 120)] },
];

it('puts the attempts of several deliveries in the order in which they were made', () =>
  expect(attemptsOf(DELIVERIES).map(({ durationMs, arrived }) => [durationMs, arrived])).toEqual([
    [10_000, false],
    [120, true],
    [900, true],
    [80, true],
  ]));

it('tells of the answered by their middle and the slowest, and counts the failed', () =>
  expect(latencySummary(attemptsOf(DELIVERIES))).toBe(
    'Half were answered within 120 ms, the slowest took 900 ms. 1 of 4 failed.',
  ));

it('speaks of no answers where there were none', () =>
  expect(latencySummary(attemptsOf([{ attempts: [attempt('2026-03-17T09:00:00Z', 5, 'timed_out')] }]))).toBe(
    '1 of 1 failed.',
  ));

it.each([
  [12.4, '12 ms'],
  [999, '999 ms'],
  [4_200, '4.2 s'],
  [10_000, '10 s'],
])('%d', (durationMs, words) => expect(durationWords(durationMs)).toBe(words));
