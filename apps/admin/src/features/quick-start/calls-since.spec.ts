import { DENY_REASONS } from '@latchkey/vocabulary';
import { callsSince } from './calls-since';
import { refusalOf } from './refusals';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T12:00:05.000Z';

test('nothing has come while the counts stand where they stood', () => {
  const usage = { keys: [{ keyId: 'key_a', totals: { allowed: 3, scope_missing: 1 }, lastUsedAt: AT }] };
  expect(callsSince(usage, usage)).toEqual({ allowed: [], refused: [] });
});

test('what came is told by key, the latest first, and only what is new of the refusals', () => {
  const before = { keys: [{ keyId: 'key_a', totals: { allowed: 3, scope_missing: 1 }, lastUsedAt: AT }] };
  const now = {
    keys: [
      { keyId: 'key_a', totals: { allowed: 4, scope_missing: 2 }, lastUsedAt: AT },
      { keyId: 'key_b', totals: { allowed: 1, ip_denied: 3 }, lastUsedAt: LATER },
      { keyId: 'key_c', totals: { allowed: 0, key_disabled: 1 }, lastUsedAt: null },
    ],
  };
  expect(callsSince(before, now)).toEqual({
    allowed: [
      { keyId: 'key_b', at: LATER },
      { keyId: 'key_a', at: AT },
    ],
    refused: [
      { keyId: 'key_b', reason: 'ip_denied', count: 3 },
      { keyId: 'key_a', reason: 'scope_missing', count: 1 },
      { keyId: 'key_c', reason: 'key_disabled', count: 1 },
    ],
  });
});

test('every reason is explained, with something to do about it', () => {
  for (const reason of DENY_REASONS) {
    const { means, todo, way } = refusalOf(reason, { workspaceId: 'ws_1', keyId: 'key_1' });
    expect([means, todo, way.label].every((text) => text !== '')).toBe(true);
    expect(way.to).toContain('/w/ws_1/');
  }
});
