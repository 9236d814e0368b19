import { filtersOf, filtersToParameters, isFiltered } from './key-filters';

const WHOLE_KEY = 'ms_live_0123456789abcdefghij';

describe('the address holds the filters, and nothing else gets through', () => {
  it('survives the way there and back', () => {
    const filters = { q: 'billing', state: 'active', environment: 'live' } as const;
    expect(filtersOf(filtersToParameters(filters))).toEqual(filters);
  });

  it('ignores what it does not know', () => {
    const filters = filtersOf(new URLSearchParams('state=gone&environment=&q=+&cursor=x'));
    expect(filters).toEqual({});
    expect(isFiltered(filters)).toBe(false);
  });

  it('takes no whole key for a search', () => expect(filtersOf(new URLSearchParams({ q: WHOLE_KEY }))).toEqual({}));
});
