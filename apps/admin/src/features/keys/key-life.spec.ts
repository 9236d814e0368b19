import type { KeyView } from '../../shared/api/model';
import { lifeOf, obstacleToRotation } from './key-life';

const AT = '2026-06-01T00:00:00.000Z';
const LATER = '2026-06-02T00:00:00.000Z';
const BASE = { state: 'active', revocation: null, replacedBy: null, overlapEndsAt: null } as unknown as KeyView;
const revokedAt = (at: string) => ({ at, reason: 'superseded', note: null, by: { kind: 'user', id: 'u' } }) as const;

describe('what is under way with a key', () => {
  it('is nothing, as a rule', () => expect(lifeOf(BASE)).toEqual({ kind: 'steady' }));

  it('is a revocation whose time has not come', () =>
    expect(lifeOf({ ...BASE, revocation: revokedAt(AT) })).toEqual({ kind: 'revocation', at: AT }));

  it('is an overlap, which may wait for the first use', () =>
    expect(lifeOf({ ...BASE, replacedBy: 'key_2' })).toEqual({ kind: 'overlap', endsAt: null, successorId: 'key_2' }));

  it.each([
    [AT, LATER, 'revocation'],
    [LATER, AT, 'overlap'],
  ])('with both, it is what ends the key first', (at, overlapEndsAt, kind) =>
    expect(lifeOf({ ...BASE, revocation: revokedAt(at), replacedBy: 'key_2', overlapEndsAt }).kind).toBe(kind),
  );

  it('is nothing once the key has ended', () =>
    expect(lifeOf({ ...BASE, state: 'revoked', revocation: revokedAt(AT) })).toEqual({ kind: 'steady' }));
});

describe('a rotation that would be refused is not offered', () => {
  it('an active key can be rotated', () => expect(obstacleToRotation(BASE)).toBeNull());
  it.each([
    [{ replacedBy: 'key_2' }, /successor/],
    [{ revocation: revokedAt(AT) }, /Withdraw/],
    [{ state: 'disabled' }, /Enable/],
    [{ state: 'expired' }, /Generate/],
    [{ state: 'revoked', revocation: revokedAt(AT) }, /final/],
  ] as const)('%j', (change, words) => expect(obstacleToRotation({ ...BASE, ...change })).toMatch(words));
});
