import { ATTEMPTS_MAX, nextAttemptAtMs, RETRY_AFTER_MS_MAX } from './retry-schedule.js';

const nowMs = Date.UTC(2026, 0, 1);
const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
const bytes = (value: number) => ({ bytes: (count: number) => new Uint8Array(count).fill(value) });
const after = (failed: number, retryAfter: string | null = null, byte = 0): number | null => {
  const atMs = nextAttemptAtMs(failed, retryAfter, nowMs, bytes(byte));
  return atMs === null ? null : atMs - nowMs;
};

test('ten attempts, with the pauses that Standard Webhooks prints', () => {
  const printed = [5_000, 5 * MINUTE_MS, 30 * MINUTE_MS, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR_MS)];
  expect(printed.map((_, i) => after(i + 1))).toEqual(printed);
  expect(after(ATTEMPTS_MAX)).toBeNull();
  expect(ATTEMPTS_MAX).toBe(10);
});

test('jitter makes a pause longer by a tenth at most, and never shorter', () => {
  for (const byte of [1, 128, 255]) {
    expect(after(2, null, byte)).toBeGreaterThan(5 * MINUTE_MS);
    expect(after(2, null, byte)).toBeLessThan(5.5 * MINUTE_MS);
  }
});

test.each([
  ['seconds', '60', 60_000],
  ['a date', 'Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
  ['sooner than the schedule', '1', 5_000],
  ['a time that has passed', 'Wed, 31 Dec 2025 00:00:00 GMT', 5_000],
  ['longer than anybody may ask for', '999999999', RETRY_AFTER_MS_MAX],
  ['a year that is far', 'Fri, 31 Dec 9999 23:59:59 GMT', RETRY_AFTER_MS_MAX],
  ['less than nothing', '-5', 5_000],
  ['nothing that can be read', 'soon', 5_000],
  ['a number that is no whole one', '1e9', 5_000],
])('Retry-After: %s', (_name, retryAfter, expectedMs) => {
  expect(after(1, retryAfter)).toBe(expectedMs);
});

test('Retry-After makes no attempt where none is left', () => {
  expect(after(ATTEMPTS_MAX, '5')).toBeNull();
});
