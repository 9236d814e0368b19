import { analyticsPoints, analyticsRange, totalsOf } from './message-analytics.js';

const NOW_MS = Date.parse('2026-03-10T12:34:56Z');
const at = (text: string): number => Date.parse(text);
const told = (asked: Parameters<typeof analyticsRange>[0]) => {
  const { step, fromMs, toMs } = analyticsRange(asked, NOW_MS);
  return [step, new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
};

test('left out, it is the last 30 days or 24 hours, the one under way included', () => {
  expect(told({})).toEqual(['day', '2026-02-09T00:00:00.000Z', '2026-03-11T00:00:00.000Z']);
  expect(told({ step: 'hour' })).toEqual(['hour', '2026-03-09T13:00:00.000Z', '2026-03-10T13:00:00.000Z']);
});

test('what lies within a step is widened to it, and what lies ahead is left out', () => {
  const asked = { fromMs: at('2026-03-01T10:00:00Z'), toMs: at('2026-03-02T00:00:01Z') };
  expect(told(asked)).toEqual(['day', '2026-03-01T00:00:00.000Z', '2026-03-03T00:00:00.000Z']);
  const border = { fromMs: at('2026-03-01T00:00:00Z'), toMs: at('2026-03-02T00:00:00Z') };
  expect(told(border)).toEqual(['day', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z']);
  expect(told({ fromMs: at('2026-03-10T00:00:00Z'), toMs: at('2999-01-01T00:00:00Z') })[2]).toBe(
    '2026-03-11T00:00:00.000Z',
  );
});

test.each([
  [{ fromMs: at('2026-03-02T00:00:00Z'), toMs: at('2026-03-02T00:00:00Z') }],
  [{ fromMs: at('2026-03-02T00:00:00Z'), toMs: at('2026-03-01T00:00:00Z') }],
  [{ fromMs: at('2026-03-12T00:00:00Z') }],
  [{ step: 'hour' as const, fromMs: NOW_MS - 1_501 * 3_600_000 }],
  [{ fromMs: at('0000-01-01T00:00:00Z') }],
])('%j is refused by the name of the field', (asked) => {
  expect(() => analyticsRange(asked, NOW_MS)).toThrow(expect.objectContaining({ field: 'from' }));
});

test('every step has a point, and every status its number', () => {
  const range = analyticsRange({ fromMs: at('2026-03-08T00:00:00Z') }, NOW_MS);
  const counts = [
    { atMs: at('2026-03-08T00:00:00Z'), status: 'sent', count: 2 },
    { atMs: at('2026-03-10T00:00:00Z'), status: 'sent', count: 3 },
    { atMs: at('2026-03-10T00:00:00Z'), status: 'failed', count: 1 },
  ] as const;
  const none = { queued: 0, sent: 0, delivered: 0, read: 0, failed: 0 };
  expect(analyticsPoints(range, counts).map((point) => point.counts)).toEqual([
    { ...none, sent: 2 },
    none,
    { ...none, sent: 3, failed: 1 },
  ]);
  expect(totalsOf(counts)).toEqual({ ...none, sent: 5, failed: 1 });
});
