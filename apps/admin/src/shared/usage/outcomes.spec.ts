import { columnsOf, outcomeSummary, reasonsOf, seriesOf } from './outcomes';

const MANY = {
  allowed: 900,
  rate_limited: 9,
  scope_missing: 8,
  key_revoked: 70,
  ip_denied: 6,
  quota_exceeded: 5,
  key_expired: 4,
};

it('tells reasons by how often they refused', () =>
  expect(
    reasonsOf(MANY)
      .map(({ reason }) => reason)
      .slice(0, 2),
  ).toEqual(['key_revoked', 'rate_limited']));

it.each([
  [{ allowed: 0 }, 'No requests.'],
  [{ allowed: 1204 }, '1,204 accepted, none refused.'],
  [{ allowed: 0, ip_denied: 3 }, '0 accepted, 3 refused.'],
])('%j', (totals, words) => expect(outcomeSummary(totals)).toBe(words));

it('gives each reason a pattern of its own, and the rarest one together', () => {
  const series = seriesOf(MANY);
  expect(series.map(({ label }) => label)).toEqual([
    'Accepted',
    'Key revoked',
    'Too fast',
    'Scope missing',
    'Address not allowed',
    'Other reasons',
  ]);
  expect(new Set(series.map(({ paint }) => paint)).size).toBe(series.length);
  expect(series.at(-1)?.outcomes).toEqual(['quota_exceeded', 'key_expired']);
});

it('loses no request on the way into columns', () => {
  const usage = { step: 'hour', points: [{ at: '2026-03-17T10:00:00Z', outcomes: MANY }] } as const;
  const [column] = columnsOf({ ...usage, points: [...usage.points] }, seriesOf(MANY));
  expect(column?.values).toEqual([900, 70, 9, 8, 6, 9]);
  expect((column?.toMs ?? 0) - (column?.fromMs ?? 0)).toBe(3_600_000);
});
