import { filtersForRequest, filtersOf, filtersToParameters } from './audit-filters';

const KEY_ID = `key_${'0'.repeat(26)}`;

test('filters come back from the address as they went into it', () => {
  const filters = {
    action: 'key.revoked',
    actorId: 'system',
    targetId: KEY_ID,
    from: '2026-01-01',
    to: '2026-01-31',
  } as const;
  expect(filtersOf(filtersToParameters(filters))).toEqual(filters);
});

test('what is no filter is ignored, a whole key above all', () => {
  const address = new URLSearchParams({
    action: 'key.eaten',
    actorId: 'ms_live_abcdefghijklmnopqrst',
    targetId: `lk_live_${'A1'.repeat(18)}`,
    from: 'yesterday',
    to: '2026-1-1',
  });
  expect(filtersOf(address)).toEqual({});
});

test('days are whole: the last of them counts to its end', () => {
  const { from, to } = filtersForRequest({ from: '2026-01-31', to: '2026-01-31' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
  expect(filtersForRequest({ action: 'key.created' })).toEqual({ action: 'key.created' });
});
