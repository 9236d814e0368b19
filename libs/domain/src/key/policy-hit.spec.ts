import { KEY_POLICIES, POLICY_ACTS, type PolicyAct } from '@latchkey/vocabulary';
import { SYSTEM } from '../audit/actor.js';
import { aRecord } from '../verification/policies/a-record.fixture.js';
import type { ApiKey } from './api-key.js';
import { type KeyPolicies, NO_KEY_POLICIES } from './key-policies.js';
import { policyHit, REASON_OF_POLICY } from './policy-hit.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = Date.UTC(2026, 5, 1);
const daysAgo = (days: number): number => NOW_MS - days * DAY_MS;

const revocation = (atMs: number): ApiKey['revocation'] => ({
  atMs,
  decidedAtMs: daysAgo(1),
  reason: 'administrative',
  note: null,
  by: SYSTEM,
});

interface Standing {
  readonly key?: Partial<ApiKey>;
  readonly used?: number;
  readonly left?: number;
}

const { key: someKey } = aRecord({ createdAtMs: daysAgo(100) });
const hit = ({ key, used, left }: Standing, policies: Partial<KeyPolicies>) =>
  policyHit(
    { key: { ...someKey, ...key }, lastUsedAtMs: used ?? null, ownerLeftAtMs: left ?? null },
    { ...NO_KEY_POLICIES, ...policies },
    NOW_MS,
  );

const unused = (afterDays: number, act: PolicyAct = 'revoke') => ({ unused: { afterDays, act } });
const age = (afterDays: number, act: PolicyAct = 'revoke') => ({ age: { afterDays, act } });
const ownerLeft = (act: PolicyAct = 'revoke') => ({ ownerLeft: { act } });

test('without policies nothing is hit, however old, unused and orphaned', () => {
  expect(hit({ key: { createdAtMs: 0 }, left: 0 }, {})).toBeNull();
});

describe('unused', () => {
  it.each<[string, Standing, Partial<KeyPolicies>, object | null]>([
    ['a key that was never used, a millisecond too early', { key: { createdAtMs: daysAgo(30) + 1 } }, unused(30), null],
    ['the same, on its millisecond', { key: { createdAtMs: daysAgo(30) } }, unused(30), { clock: 'created' }],
    ['a use a millisecond too late', { used: daysAgo(30) + 1 }, unused(30), null],
    ['a use that is just long enough ago', { used: daysAgo(30) }, unused(30), { clock: 'used', sinceMs: daysAgo(30) }],
    ['a use at this moment', { used: NOW_MS }, unused(1), null],
    ['a use in the future of a clock that was set back', { used: NOW_MS + DAY_MS }, unused(1), null],
    [
      'a key that somebody has enabled since',
      { used: daysAgo(60), key: { enabledAtMs: daysAgo(29) } },
      unused(30),
      null,
    ],
    [
      'one that was enabled long ago, too',
      { used: daysAgo(60), key: { enabledAtMs: daysAgo(31) } },
      unused(30, 'disable'),
      { clock: 'enabled', sinceMs: daysAgo(31) },
    ],
    [
      'one that was used after it had been enabled',
      { used: daysAgo(40), key: { enabledAtMs: daysAgo(50) } },
      unused(30),
      { clock: 'used', sinceMs: daysAgo(40) },
    ],
  ])('%s', (_name, standing, policies, expected) => {
    const found = hit(standing, policies);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ policy: 'unused', ...expected });
  });
});

describe('age', () => {
  it.each<[string, Standing, Partial<KeyPolicies>, object | null]>([
    ['a millisecond too early', { key: { createdAtMs: daysAgo(90) + 1 } }, age(90), null],
    ['on its millisecond, in use or not', { key: { createdAtMs: daysAgo(90) }, used: NOW_MS }, age(90), {}],
    ['enabling does not put a revocation off', { key: { enabledAtMs: NOW_MS } }, age(90), { clock: 'created' }],
    ['but makes disabling begin anew', { key: { enabledAtMs: daysAgo(90) + 1 } }, age(90, 'disable'), null],
    ['for as long again', { key: { enabledAtMs: daysAgo(90) } }, age(90, 'disable'), { clock: 'enabled' }],
  ])('%s', (_name, standing, policies, expected) => {
    const found = hit(standing, policies);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ policy: 'age', ...expected });
  });
});

describe('owner left', () => {
  it.each<[string, Standing, Partial<KeyPolicies>, object | null]>([
    ['nobody has left', { used: NOW_MS }, ownerLeft(), null],
    ['whoever made it has just left', { left: NOW_MS }, ownerLeft(), { clock: 'owner_left', sinceMs: NOW_MS }],
    [
      'it was enabled after they had left',
      { left: daysAgo(2), key: { enabledAtMs: daysAgo(2) } },
      ownerLeft('disable'),
      null,
    ],
    [
      'it was enabled before they left',
      { left: daysAgo(1), key: { enabledAtMs: daysAgo(1) - 1 } },
      ownerLeft('disable'),
      {},
    ],
    ['enabling puts no revocation off', { left: daysAgo(2), key: { enabledAtMs: NOW_MS } }, ownerLeft(), {}],
  ])('%s', (_name, standing, policies, expected) => {
    const found = hit(standing, policies);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ policy: 'owner_left', ...expected });
  });
});

describe('the state of the key', () => {
  const everything = (act: PolicyAct) => ({ ...unused(1, act), ...age(1, act), ...ownerLeft(act) });
  const states: [string, Partial<ApiKey>, { disable: boolean; revoke: boolean }][] = [
    ['active', {}, { disable: true, revoke: true }],
    ['disabled', { disabledAtMs: daysAgo(50) }, { disable: false, revoke: true }],
    ['revoked', { revocation: revocation(NOW_MS) }, { disable: false, revoke: false }],
    ['about to be revoked', { revocation: revocation(NOW_MS + 1) }, { disable: true, revoke: true }],
    ['expired', { expiresAtMs: NOW_MS }, { disable: false, revoke: false }],
    ['disabled and expired', { expiresAtMs: NOW_MS, disabledAtMs: daysAgo(50) }, { disable: false, revoke: false }],
    ['about to expire', { expiresAtMs: NOW_MS + 1 }, { disable: true, revoke: true }],
    [
      'replaced, its overlap over',
      { replacement: { byId: 'key_2', overlapMs: 5, overlapEndsAtMs: NOW_MS } },
      { disable: false, revoke: false },
    ],
    [
      'replaced, while its overlap waits',
      { replacement: { byId: 'key_2', overlapMs: 5, overlapEndsAtMs: null } },
      { disable: true, revoke: true },
    ],
  ];

  it.each(states)('%s', (_name, key, expected) => {
    const standing = { key, left: daysAgo(5) };
    for (const act of POLICY_ACTS) expect(hit(standing, everything(act)) !== null).toBe(expected[act]);
  });
});

describe('of several policies', () => {
  const all = { key: {}, left: daysAgo(5) };

  it('revoking goes before disabling, whichever comes first', () => {
    expect(hit(all, { ...ownerLeft('disable'), ...unused(30, 'disable'), ...age(90) })).toMatchObject({
      policy: 'age',
    });
    expect(hit(all, { ...ownerLeft('disable'), ...unused(30), ...age(90, 'disable') })).toMatchObject({
      policy: 'unused',
    });
  });

  it('the first in the order of the vocabulary is told', () => {
    const policies = { ...age(90), ...unused(30), ...ownerLeft() };
    expect(hit(all, policies)).toMatchObject({ policy: KEY_POLICIES[0] });
    expect(hit({}, policies)).toMatchObject({ policy: KEY_POLICIES[1] });
    expect(hit({ used: NOW_MS }, policies)).toMatchObject({ policy: KEY_POLICIES[2] });
  });

  it('one that disables is passed over where the key is disabled, and another one revokes', () => {
    const disabled = { key: { disabledAtMs: daysAgo(40) }, used: daysAgo(41) };
    expect(hit(disabled, { ...unused(30, 'disable'), ...age(90) })).toMatchObject({ policy: 'age', act: 'revoke' });
    expect(hit(disabled, { ...unused(30, 'disable'), ...age(101) })).toBeNull();
  });
});

test('every policy has a reason of the vocabulary', () => {
  expect(REASON_OF_POLICY).toEqual({ owner_left: 'owner_left', unused: 'unused', age: 'policy' });
});
