import type { PolicyAct } from '@latchkey/vocabulary';
import { type ApiKey, keyState, NO_KEY_POLICIES, StoreUnavailableError } from '@latchkey/domain';
import { anApi, anApiKey, aPlan, aWorkspace } from '@latchkey/testing';
import { aPolicyWorld, beforeTransactions, DAY_MS } from './a-policy-world.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const unused = (afterDays: number, act: PolicyAct = 'revoke') => ({ unused: { afterDays, act } });
const age = (afterDays: number, act: PolicyAct = 'revoke') => ({ age: { afterDays, act } });
const ownerLeft = (act: PolicyAct = 'revoke') => ({ ownerLeft: { act } });

const NOTHING = { disabled: 0, revoked: 0, isComplete: true };

async function anIssuedKey(policies: Parameters<typeof aPolicyWorld>[0]) {
  const world = await aPolicyWorld(policies);
  const { issueKey, workspace, leaver } = world;
  const by = aCaller({ actor: { kind: 'user', id: leaver.id } });
  const { key, secret } = await issueKey.execute(by, { workspaceId: workspace.id, label: 'key' });
  const stateNow = async () => keyState((await world.stored(key.id)) as ApiKey, world.clock.nowMs());
  return { ...world, key, secret, address: { workspaceId: workspace.id, keyId: key.id }, stateNow };
}

describe.each<[PolicyAct, string, string, string]>([
  ['revoke', 'key_revoked', 'key.revoked', 'revoked'],
  ['disable', 'key_disabled', 'key.disabled', 'disabled'],
])('a policy that says %s', (act, refusal, action, state) => {
  it.each([
    ['unused', unused(30, act), 'unused', 'created'],
    ['age', age(30, act), 'policy', 'created'],
  ])('acts on its millisecond and not before: %s', async (policy, policies, reason, countedFrom) => {
    const { clock, key, run, outcome, secret, stateNow, audited } = await anIssuedKey(policies);
    // Cached, so that the refusal below shows that the record was dropped. A dry run is no use.
    expect(await outcome(secret, { metering: 'look' })).toBe('allowed');
    clock.advance(30 * DAY_MS - 1);
    expect(await run()).toEqual(NOTHING);
    clock.advance(1);
    expect(await run()).toEqual({ ...NOTHING, [state]: 1 });
    expect(await outcome(secret)).toBe(refusal);
    expect(await stateNow()).toBe(state);
    const [entry] = await audited();
    expect(entry).toMatchObject({
      action,
      targetId: key.id,
      actor: { kind: 'system', id: 'system' },
      onBehalfOf: { kind: 'user', id: 'usr_asking' },
      reason,
      address: '192.0.2.9',
      requestId: 'asked',
      after: { policy, countedFrom, sinceMs: key.createdAtMs },
    });
  });

  it('acts as soon as the creator has left', async () => {
    const { clock, run, outcome, secret, audited, leaves } = await anIssuedKey(ownerLeft(act));
    expect(await outcome(secret)).toBe('allowed');
    expect(await run()).toEqual(NOTHING);
    clock.advance(1);
    await leaves();
    expect(await run()).toEqual({ ...NOTHING, [state]: 1 });
    expect(await outcome(secret)).toBe(refusal);
    expect((await audited())[0]).toMatchObject({ action, reason: 'owner_left' });
  });

  it('acts once: the next run finds nothing', async () => {
    const { clock, run, audited } = await anIssuedKey(unused(1, act));
    clock.advance(DAY_MS);
    await run();
    const entries = await audited();
    expect(await run()).toEqual(NOTHING);
    expect(await audited()).toEqual(entries);
  });
});

test('a revocation by policy tells whoever finds it what it was for', async () => {
  const { clock, key, run, stored } = await anIssuedKey(unused(30));
  clock.advance(31 * DAY_MS);
  await run();
  expect((await stored(key.id))?.revocation).toEqual({
    atMs: clock.nowMs(),
    decidedAtMs: clock.nowMs(),
    reason: 'unused',
    note: 'Not used since 2026-01-01.',
    by: { kind: 'system', id: 'system' },
  });
});

test('what was used is spared, be the use written or still in memory', async () => {
  const { clock, run, dryRun, outcome, secret, writer } = await anIssuedKey(unused(30));
  for (let round = 0; round < 4; round++) {
    clock.advance(30 * DAY_MS - 1);
    expect(await outcome(secret)).toBe('allowed');
    if (round % 2 === 1) await writer.flush();
    clock.advance(1);
    expect(await dryRun()).toEqual([]);
    expect(await run()).toEqual(NOTHING);
  }
  expect(await outcome(secret)).toBe('allowed');
});

test('a use that the database has not taken yet counts all the same', async () => {
  const { clock, database, run, outcome, secret, writer } = await anIssuedKey(unused(30));
  clock.advance(30 * DAY_MS);
  await outcome(secret);
  const write = jest.spyOn(database.usage, 'write').mockRejectedValue(new StoreUnavailableError());
  await expect(writer.flush()).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(await run()).toEqual(NOTHING);
  write.mockRestore();
  await writer.flush();
  expect(await run()).toEqual(NOTHING);
});

test('a key whose first use comes between the look and the act is spared', async () => {
  const { api, applying, clock, database, outcome, secret, stateNow } = await anIssuedKey(unused(30));
  clock.advance(30 * DAY_MS);
  const between = beforeTransactions(database, async () => expect(await outcome(secret)).toBe('allowed'));
  const applied = await applying(between).execute(aCaller(), api.id, new AbortController().signal);
  expect(applied).toEqual(NOTHING);
  expect(await stateNow()).toBe('active');
});

test('a policy that is switched off while a run is under way does nothing any more', async () => {
  const { aKey, api, applying, clock, database, setPolicies } = await aPolicyWorld(unused(30));
  for (let i = 0; i < 5; i++) await aKey();
  clock.advance(30 * DAY_MS);
  let acts = 0;
  const switchedOff = beforeTransactions(database, async () => {
    if (++acts === 3) await setPolicies({});
  });
  const applied = await applying(switchedOff).execute(aCaller(), api.id, new AbortController().signal);
  expect(applied).toEqual({ ...NOTHING, revoked: 2 });
});

describe('who enables a key that a policy has disabled', () => {
  it('has as long again to use it, and it stays enabled meanwhile', async () => {
    const { address, clock, run, pauseKey, stateNow } = await anIssuedKey({
      ...unused(30, 'disable'),
      ...age(30, 'disable'),
    });
    clock.advance(30 * DAY_MS);
    expect(await run()).toMatchObject({ disabled: 1 });
    clock.advance(DAY_MS);
    await pauseKey.enable(aCaller(), address);
    clock.advance(30 * DAY_MS - 1);
    expect(await run()).toEqual(NOTHING);
    expect(await stateNow()).toBe('active');
    clock.advance(1);
    expect(await run()).toMatchObject({ disabled: 1 });
  });

  it('takes the key over from a creator who has left', async () => {
    const { address, clock, leaves, run, pauseKey, stateNow } = await anIssuedKey(ownerLeft('disable'));
    await leaves();
    expect(await run()).toMatchObject({ disabled: 1 });
    clock.advance(1);
    await pauseKey.enable(aCaller(), address);
    clock.advance(365 * DAY_MS);
    expect(await run()).toEqual(NOTHING);
    expect(await stateNow()).toBe('active');
  });
});

test('a successor has an age of its own, and counts from its own making until it is used', async () => {
  const { address, clock, run, rotateKey, pauseKey, stored } = await anIssuedKey({ ...unused(30), ...age(40) });
  clock.advance(20 * DAY_MS);
  await pauseKey.disable(aCaller(), address);
  await pauseKey.enable(aCaller(), address);
  const { key: successor } = await rotateKey.execute(aCaller(), { ...address, overlapStarts: 'first_use' });
  expect(successor).toMatchObject({ enabledAtMs: null, createdAtMs: clock.nowMs() });
  clock.advance(20 * DAY_MS);
  // The predecessor has come of age; enabling it has put off only that it is unused.
  expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
  expect((await stored(address.keyId))?.revocation).toMatchObject({ reason: 'policy' });
  clock.advance(10 * DAY_MS - 1);
  expect(await run()).toEqual(NOTHING);
  clock.advance(1);
  expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
  expect((await stored(successor.id))?.revocation).toMatchObject({ reason: 'unused' });
});

test('a key that a key has made follows nobody who leaves', async () => {
  const { aKey, key, leaves, run, stored } = await anIssuedKey(ownerLeft());
  const made = await aKey({ createdBy: { kind: 'key', id: key.id } });
  const ofSystem = await aKey({ createdBy: { kind: 'system', id: 'system' } });
  await leaves();
  expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
  for (const { id } of [made, ofSystem]) expect(await stored(id)).toMatchObject({ revocation: null });
});

test('a revocation that was scheduled is brought forward, and a disabled key is revoked', async () => {
  const { address, clock, revokeKey, pauseKey, run, stored } = await anIssuedKey(unused(30));
  clock.advance(30 * DAY_MS);
  await revokeKey.execute(aCaller(), { ...address, reason: 'superseded', atMs: clock.nowMs() + DAY_MS });
  await pauseKey.disable(aCaller(), address);
  expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
  expect(await stored(address.keyId)).toMatchObject({ revocation: { atMs: clock.nowMs(), reason: 'unused' } });
});

describe('a run', () => {
  it('of one API leaves the keys of others alone, one of every API does not', async () => {
    const { aKey, applyKeyPolicies, clock, database, run } = await aPolicyWorld(unused(30));
    const keyPolicies = { ...NO_KEY_POLICIES, ...age(30, 'disable') };
    const other = anApi({ hostnames: [], keyPolicies });
    await database.apis.insert(other);
    const plan = aPlan({ apiId: other.id });
    const elsewhere = aWorkspace({ apiId: other.id, planId: plan.id });
    await database.plans.insert(plan);
    await database.workspaces.insert(elsewhere);
    const place = { apiId: other.id, workspaceId: elsewhere.id };
    await database.keys.insert(anApiKey({ ...place, createdAtMs: clock.nowMs() }));
    await aKey();
    clock.advance(30 * DAY_MS);
    expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
    await aKey({ createdAtMs: 0 });
    const everywhere = await applyKeyPolicies.everywhere(new AbortController().signal);
    expect(everywhere).toEqual({ disabled: 1, revoked: 1, isComplete: true });
  });

  it('waits for the one before it, so that no two act at once', async () => {
    const { aKey, api, applying, clock, database, audited } = await aPolicyWorld(unused(30));
    for (let i = 0; i < 20; i++) await aKey();
    clock.advance(30 * DAY_MS);
    let attempts = 0;
    const counted = applying(beforeTransactions(database, () => attempts++));
    const { signal } = new AbortController();
    const runs = await Promise.all([1, 2, 3].map(() => counted.execute(aCaller(), api.id, signal)));
    expect(runs.map(({ revoked }) => revoked)).toEqual([20, 0, 0]);
    // The others found nothing left to be tried.
    expect(attempts).toBe(20);
    expect(await audited()).toHaveLength(20);
  });

  it('does not wait for one that has failed', async () => {
    const { aKey, clock, database, run } = await aPolicyWorld(unused(30));
    await aKey();
    clock.advance(30 * DAY_MS);
    const transaction = jest.spyOn(database, 'transaction').mockRejectedValueOnce(new StoreUnavailableError());
    const runs = await Promise.allSettled([run(), run()]);
    transaction.mockRestore();
    expect(runs).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: { revoked: 1 } }]);
  });

  it('goes through any number of keys, a part at a time', async () => {
    const { aKey, clock, dryRun, run } = await aPolicyWorld(age(30));
    for (let i = 0; i < 2_500; i++) await aKey({ createdAtMs: clock.nowMs() + (i % 5 === 0 ? 0 : 1) });
    clock.advance(30 * DAY_MS);
    expect(await dryRun()).toHaveLength(500);
    expect(await run()).toEqual({ ...NOTHING, revoked: 500 });
  });

  it('ends after the key at hand when it is told to, and the next one does the rest', async () => {
    const { aKey, clock, applying, database, api, run, runAborted } = await aPolicyWorld(unused(30));
    for (let i = 0; i < 10; i++) await aKey();
    clock.advance(30 * DAY_MS);
    const stopping = new AbortController();
    let acts = 0;
    const stopped = beforeTransactions(database, () => {
      if (++acts === 4) stopping.abort();
    });
    const broken = await applying(stopped).execute(aCaller(), api.id, stopping.signal);
    expect(broken).toEqual({ disabled: 0, revoked: 4, isComplete: false });
    expect(await run()).toEqual({ ...NOTHING, revoked: 6 });
    expect(await runAborted()).toEqual({ ...NOTHING, isComplete: false });
  });

  it('changes nothing while the database takes no changes, and the next one does', async () => {
    const { aKey, clock, database, run, stored } = await aPolicyWorld(unused(30));
    const key = await aKey();
    clock.advance(30 * DAY_MS);
    const transaction = jest.spyOn(database, 'transaction').mockRejectedValueOnce(new StoreUnavailableError());
    await expect(run()).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(await stored(key.id)).toEqual(key);
    transaction.mockRestore();
    expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
  });

  it('of an unknown API is none', async () => {
    const { applyKeyPolicies, findDueKeys } = await aPolicyWorld();
    const { signal } = new AbortController();
    await expect(applyKeyPolicies.execute(aCaller(), 'api_unknown', signal)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(findDueKeys.dryRun('api_unknown', {}, { limit: 5 })).rejects.toMatchObject({ code: 'not_found' });
  });
});
