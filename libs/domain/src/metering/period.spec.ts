import fc from 'fast-check';
import { PERIODS } from '@latchkey/vocabulary';
import { periodAt } from './period.js';

const at = (iso: string): number => Date.parse(iso);
const told = ({ startMs, endMs }: { startMs: number; endMs: number }) =>
  [startMs, endMs].map((ms) => new Date(ms).toISOString().replace('.000Z', 'Z'));

test.each([
  ['day', '2026-03-29T00:30:00+02:00', ['2026-03-28T00:00:00Z', '2026-03-29T00:00:00Z']],
  ['day', '2028-02-29T23:59:59.999Z', ['2028-02-29T00:00:00Z', '2028-03-01T00:00:00Z']],
  ['day', '2026-01-01T00:00:00Z', ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z']],
  ['month', '2026-02-28T23:59:59.999Z', ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z']],
  ['month', '2028-02-29T12:00:00Z', ['2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z']],
  ['month', '2026-12-31T23:59:59.999Z', ['2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z']],
] as const)('the %s that %s lies in is that of UTC', (period, moment, span) => {
  expect(told(periodAt(period, at(moment)))).toEqual(span);
});

test.each([
  ['2026-01-31T10:00:00Z', '2026-02-15T00:00:00Z', ['2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z']],
  ['2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z', ['2026-02-28T10:00:00Z', '2026-03-31T10:00:00Z']],
  ['2026-01-31T10:00:00Z', '2028-02-29T09:59:59.999Z', ['2028-01-31T10:00:00Z', '2028-02-29T10:00:00Z']],
  ['2026-01-31T10:00:00Z', '2026-04-30T10:00:00Z', ['2026-04-30T10:00:00Z', '2026-05-31T10:00:00Z']],
  ['2024-02-29T00:00:00Z', '2025-02-28T00:00:00Z', ['2025-02-28T00:00:00Z', '2025-03-29T00:00:00Z']],
  ['2024-02-29T00:00:00Z', '2028-03-01T00:00:00Z', ['2028-02-29T00:00:00Z', '2028-03-29T00:00:00Z']],
  ['2026-05-15T23:59:59.999Z', '2026-06-15T23:59:59.998Z', ['2026-05-15T23:59:59.999Z', '2026-06-15T23:59:59.999Z']],
] as const)('a month that is anchored at %s, at %s', (anchor, moment, span) => {
  expect(told(periodAt('month', at(moment), at(anchor)))).toEqual(span);
});

const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

test('every moment lies in exactly one period, and periods follow each other without a gap', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PERIODS), moments, fc.option(moments), (period, nowMs, anchorMs) => {
      const span = periodAt(period, nowMs, anchorMs);
      expect(span.startMs).toBeLessThanOrEqual(nowMs);
      expect(span.endMs).toBeGreaterThan(nowMs);
      for (const inside of [span.startMs, span.endMs - 1]) expect(periodAt(period, inside, anchorMs)).toEqual(span);
      expect(periodAt(period, span.endMs, anchorMs).startMs).toBe(span.endMs);
      expect(periodAt(period, span.startMs - 1, anchorMs).endMs).toBe(span.startMs);
    }),
    { numRuns: 1_000 },
  );
});
