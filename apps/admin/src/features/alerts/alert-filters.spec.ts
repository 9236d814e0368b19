import { filtersOf, filtersToParameters } from './alert-filters';

const KEY_ID = `key_${'0'.repeat(26)}`;

test('what is no filter is ignored', () => {
  const address = new URLSearchParams({ state: 'burning', kind: 'new_network', keyId: 'ms_live_secret', cursor: 'x' });
  expect(filtersOf(address)).toEqual({ kind: 'new_network' });
});

test('filters come back from the address as they went into it', () => {
  const filters = { state: 'firing', kind: 'quota_used', keyId: KEY_ID } as const;
  expect(filtersOf(filtersToParameters(filters))).toEqual(filters);
});
