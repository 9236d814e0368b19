import { changesOf } from './changes';

test('a change is told field by field, with what there was and what there is', () => {
  expect(
    changesOf(
      { label: 'Old', scopes: ['read'], rateLimit: null },
      { label: 'New', scopes: [], rateLimit: { limit: 5, period: 'month' } },
    ),
  ).toEqual([
    { field: 'Label', before: 'Old', after: 'New' },
    { field: 'Scopes', before: 'read', after: 'none' },
    { field: 'Rate limit', before: 'none', after: 'limit 5, period month' },
  ]);
});

test('what was only before or only afterwards has nothing on the other side', () => {
  expect(changesOf(null, { keysMax: 5 })).toEqual([{ field: 'Keys max', before: null, after: '5' }]);
  expect(changesOf({ url: '' }, null)).toEqual([{ field: 'Url', before: 'empty', after: null }]);
  expect(changesOf(null, null)).toEqual([]);
});

test('what stayed as it was, and what never was, is no change', () => {
  expect(changesOf({ label: 'A', quota: null }, { label: 'A', quota: null })).toEqual([]);
  expect(changesOf(null, { scopes: ['read'], appId: null, deviceIds: [] })).toEqual([
    { field: 'Scopes', before: null, after: 'read' },
  ]);
});

test('moments are dates, and lengths of time are not', () => {
  const [at, length] = changesOf(null, { expiresAtMs: Date.parse('2026-03-02T12:00:00Z'), overlapMs: 1000 });
  expect(at).toMatchObject({ field: 'Expires at', after: expect.stringContaining('2 Mar 2026') });
  expect(length).toMatchObject({ field: 'Overlap', after: '1000' });
});
