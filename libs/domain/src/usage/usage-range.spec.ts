import type { UsageStep } from '@latchkey/vocabulary';
import { type AskedRange, usageRange } from './usage-range.js';

/** A moment within a minute, an hour and a day. */
const NOW = '2026-03-17T10:25:42.123Z';

const asked = (range: { step?: UsageStep; from?: string; to?: string }, now = NOW) => {
  const { step, fromMs, toMs } = usageRange(
    {
      ...(range.step && { step: range.step }),
      ...(range.from !== undefined && { fromMs: Date.parse(range.from) }),
      ...(range.to !== undefined && { toMs: Date.parse(range.to) }),
    } satisfies AskedRange,
    Date.parse(now),
  );
  return `${step} ${new Date(fromMs).toISOString()} ${new Date(toMs).toISOString()}`;
};

test.each<[object, string]>([
  [{}, 'hour 2026-03-16T11:00:00.000Z 2026-03-17T11:00:00.000Z'],
  [{ step: 'minute' }, 'minute 2026-03-17T09:26:00.000Z 2026-03-17T10:26:00.000Z'],
  [{ step: 'day' }, 'day 2026-02-16T00:00:00.000Z 2026-03-18T00:00:00.000Z'],
  [{ to: '2026-03-10T00:00:00Z' }, 'hour 2026-03-09T00:00:00.000Z 2026-03-10T00:00:00.000Z'],
  [{ from: '2026-03-17T02:00:00Z' }, 'hour 2026-03-17T02:00:00.000Z 2026-03-17T11:00:00.000Z'],
])('%j means %s', (range, expected) => expect(asked(range)).toBe(expected));

test('steps are whole, also where the moments that were asked for lie within one', () => {
  expect(asked({ from: '2026-03-01T00:59:59.999Z', to: '2026-03-01T02:00:00.001Z' })).toBe(
    'hour 2026-03-01T00:00:00.000Z 2026-03-01T03:00:00.000Z',
  );
  expect(asked({ from: '2026-03-01T01:00:00+01:00', to: '2026-03-01T02:00:00Z' })).toBe(
    'hour 2026-03-01T00:00:00.000Z 2026-03-01T02:00:00.000Z',
  );
});

test('the step that has just begun is among them', () => {
  expect(asked({}, '2026-03-17T10:00:00Z')).toBe('hour 2026-03-16T11:00:00.000Z 2026-03-17T11:00:00.000Z');
});

test('what lies ahead is left out', () => {
  expect(asked({ from: '2026-03-17T09:00:00Z', to: '2027-01-01T00:00:00Z' })).toBe(
    'hour 2026-03-17T09:00:00.000Z 2026-03-17T11:00:00.000Z',
  );
});

test.each<[string, UsageStep, string]>([
  ['two days by the minute, from a whole hour on', 'minute', '2026-03-15T10:00:00.000Z'],
  ['ninety days by the hour, from a whole day on', 'hour', '2025-12-17T00:00:00.000Z'],
  ['25 months by the day', 'day', '2024-02-14T00:00:00.000Z'],
])('usage is told for %s', (_, step, since) => {
  const day = { to: new Date(Date.parse(since) + 3_600_000).toISOString() };
  expect(asked({ step, from: since, ...day })).toContain(` ${since} `);
  const before = new Date(Date.parse(since) - 1).toISOString();
  expect(() => asked({ step, from: before, ...day })).toThrow(
    expect.objectContaining({ field: 'from', message: expect.stringContaining(since) }),
  );
  expect(() => asked({ step, to: since })).toThrow(expect.objectContaining({ field: 'to' }));
});

test('a default never lies before what is kept', () => {
  expect(asked({ step: 'day', to: '2024-02-15T00:00:00Z' })).toBe(
    'day 2024-02-14T00:00:00.000Z 2024-02-15T00:00:00.000Z',
  );
});

test.each<[string, object, string]>([
  ['to before from', { from: '2026-03-17T02:00:00Z', to: '2026-03-17T01:59:59Z' }, 'from must lie before to.'],
  ['to at from', { from: '2026-03-17T02:30:00Z', to: '2026-03-17T02:30:00Z' }, 'from must lie before to.'],
  ['from ahead', { from: '2026-03-17T11:00:00Z' }, 'from must not lie ahead.'],
  ['both ahead', { from: '2026-04-01T11:00:00Z', to: '2026-05-01T11:00:00Z' }, 'from must not lie ahead.'],
  ['too many steps', { step: 'minute', from: '2026-03-16T09:25:00Z' }, 'more than 1500 minutes'],
])('refused by name: %s', (_, range, message) => {
  expect(() => asked(range)).toThrow(
    expect.objectContaining({ field: 'from', message: expect.stringContaining(message) }),
  );
});

test('as many steps as are allowed are told', () => {
  expect(asked({ step: 'minute', from: '2026-03-16T09:26:00Z' })).toBe(
    'minute 2026-03-16T09:26:00.000Z 2026-03-17T10:26:00.000Z',
  );
});
