import { columnsOf, refusalsOf } from './usage-columns';

describe('what became of the requests with a key', () => {
  it('is allowed and refused, span by span', () =>
    expect(
      columnsOf({
        step: 'hour',
        points: [{ at: '2026-06-01T10:00:00.000Z', outcomes: { allowed: 5, rate_limited: 2, ip_denied: 1 } }],
      }),
    ).toEqual([{ fromMs: Date.UTC(2026, 5, 1, 10), toMs: Date.UTC(2026, 5, 1, 11), values: [5, 3] }]));

  it('names what refused most first, and nothing that refused none', () =>
    expect(refusalsOf({ allowed: 9, ip_denied: 1, rate_limited: 4 })).toEqual([
      { reason: 'rate_limited', count: 4 },
      { reason: 'ip_denied', count: 1 },
    ]));
});
