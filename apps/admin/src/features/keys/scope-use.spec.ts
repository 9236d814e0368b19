import { scopeUses } from './scope-use';

const USED = [{ scope: 'messages:read', lastUsedAt: '2026-06-01T00:00:00.000Z', requests: 4 }] as const;

describe('scopes that a key holds, beside those that were used', () => {
  it('spells bundles out, and has the used ones first', () => {
    const uses = scopeUses({ scopes: ['read'], type: 'production' }, [...USED]);
    expect(uses[0]).toEqual({ scope: 'messages:read', use: USED[0] });
    expect(uses.slice(1).every(({ use }) => use === null)).toBe(true);
  });

  it('leaves out what a read-only key may not do', () =>
    expect(scopeUses({ scopes: ['messages:write', 'messages:read'], type: 'read_only' }, [])).toEqual([
      { scope: 'messages:read', use: null },
    ]));
});
