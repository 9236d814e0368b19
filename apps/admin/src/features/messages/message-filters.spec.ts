import { filtersOf, filtersToParameters, isFiltered } from './message-filters';

describe('the address holds the filters of messages, and nothing else gets through', () => {
  it('survives the way there and back', () => {
    const filters = { status: 'failed', deviceId: 'dev_01', sandbox: false } as const;
    expect(filtersOf(filtersToParameters(filters))).toEqual(filters);
  });

  it('ignores what it does not know', () => {
    const filters = filtersOf(new URLSearchParams('status=gone&deviceId=..%2F&sandbox=perhaps&cursor=x'));
    expect(filters).toEqual({});
    expect(isFiltered(filters)).toBe(false);
  });
});
