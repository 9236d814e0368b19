import type { CurrentUser } from '../api/model';
import { accessOf } from './access';
import { rolesThatMay } from './who-may';

const somebody = (role: 'operator' | 'support' | null, ...memberships: CurrentUser['memberships']): CurrentUser => ({
  user: { id: 'u', email: 'ada@example.com', name: 'Ada', role },
  expiresAt: '2026-01-02T00:00:00Z',
  confirmedAt: '2026-01-01T00:00:00Z',
  twoFactor: false,
  memberships,
  address: '192.0.2.1',
});

describe('what somebody may do', () => {
  test('holds in the workspace that they are a member of, and in no other', () => {
    const viewer = somebody(null, { workspaceId: 'a', role: 'viewer' });
    expect(accessOf(viewer, 'a').may('keys:read')).toBe(true);
    expect(accessOf(viewer, 'a').may('keys:write')).toBe(false);
    expect(accessOf(viewer, 'b').may('keys:read')).toBe(false);
  });

  test('adds up for staff who are members as well', () => {
    const both = accessOf(somebody('support', { workspaceId: 'a', role: 'admin' }), 'a');
    expect([both.may('leak_desk:use'), both.may('keys:write'), both.may('installation:manage')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('who could', () => {
  test.each([
    ['keys:write', 'owner, admin or developer'],
    ['audit:read', 'owner or admin'],
    ['installation:manage', 'operator'],
    ['leak_desk:use', 'operator or support'],
  ] as const)('%s: %s', (permission, words) => expect(rolesThatMay(permission)).toBe(words));
});
