import {
  ChangeKey,
  PauseKey,
  type RateLimit,
  type RecordInvalidation,
  RevokeKey,
  UNRESTRICTED,
  UpdateKey,
} from '@latchkey/domain';
import { anApiKey, ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

async function setUp(planRateLimit: RateLimit | null = null) {
  const clock = new ManualClock();
  const { database, api, workspace } = await aTenant({ rateLimit: planRateLimit });
  const key = anApiKey({ apiId: api.id, workspaceId: workspace.id });
  await database.keys.insert(key);
  const dropped: string[] = [];
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256) => void dropped.push(sha256),
    workspaceChanged: () => Promise.reject(new Error('no workspace changes here')),
    planChanged: () => Promise.reject(new Error('no plan changes here')),
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: () => Promise.reject(new Error('no API changes here')),
  };
  const changeKey = new ChangeKey(database, invalidation, clock, new SeededRandom());
  const address = { workspaceId: workspace.id, keyId: key.id };
  const stored = () => database.keys.find(workspace.id, key.id);
  const audited = async () => (await database.audit.page({ workspaceId: workspace.id }, { limit: 10 })).items;
  return { clock, database, key, address, changeKey, dropped, stored, audited };
}

test('a revocation is stored with its reason, audited, and made known', async () => {
  const { changeKey, address, key, dropped, stored, audited, clock } = await setUp();
  const revoked = await new RevokeKey(changeKey).execute(aCaller(), {
    ...address,
    reason: 'compromised',
    note: 'In a log',
  });
  expect(revoked.revocation).toEqual({
    atMs: clock.nowMs(),
    decidedAtMs: clock.nowMs(),
    reason: 'compromised',
    note: 'In a log',
    by: { kind: 'user', id: 'usr_example' },
  });
  expect(await stored()).toEqual(revoked);
  expect(dropped).toEqual([key.sha256]);
  expect(await audited()).toMatchObject([{ action: 'key.revoked', targetId: key.id, reason: 'compromised' }]);
});

test('a second revocation changes nothing, yet answers only when the first is known', async () => {
  const { changeKey, address, key, dropped, stored, audited, clock } = await setUp();
  const revokeKey = new RevokeKey(changeKey);
  await revokeKey.execute(aCaller(), { ...address, reason: 'compromised' });
  const first = await stored();
  clock.advance(1000);
  await revokeKey.execute(aCaller(), { ...address, reason: 'unused' });
  expect(await stored()).toEqual(first);
  expect(await audited()).toHaveLength(1);
  expect(dropped).toEqual([key.sha256, key.sha256]);
});

test('a key is made known as changed even when nobody knows whether the commit went through', async () => {
  const { changeKey, address, key, dropped, database } = await setUp();
  const transaction = database.transaction.bind(database);
  database.transaction = async (work) => {
    await transaction(work);
    throw new Error('the connection broke after the commit');
  };
  const revocation = new RevokeKey(changeKey).execute(aCaller(), { ...address, reason: 'compromised' });
  await expect(revocation).rejects.toThrow('the connection broke');
  expect(dropped).toEqual([key.sha256]);
});

test('disabling can be undone, revoking cannot', async () => {
  const { changeKey, address, stored, clock } = await setUp();
  const pauseKey = new PauseKey(changeKey);
  await pauseKey.disable(aCaller(), address);
  expect(await stored()).toMatchObject({ disabledAtMs: clock.nowMs() });
  await pauseKey.enable(aCaller(), address);
  expect(await stored()).toMatchObject({ disabledAtMs: null });
  await new RevokeKey(changeKey).execute(aCaller(), { ...address, reason: 'administrative' });
  await expect(pauseKey.enable(aCaller(), address)).rejects.toMatchObject({ code: 'key_not_active' });
  await expect(pauseKey.disable(aCaller(), address)).rejects.toMatchObject({ code: 'key_not_active' });
});

test('nobody brings back a key that reaches further than they do; whoever may pause it still can', async () => {
  const { changeKey, address, database, stored, audited } = await setUp();
  const pauseKey = new PauseKey(changeKey);
  const lesser = [
    aCaller({ scopes: new Set(['keys:write']) }),
    aCaller({ reach: { ...UNRESTRICTED, ipAllowlist: ['192.0.2.0/24'] } }),
  ];
  for (const caller of lesser) {
    await pauseKey.disable(caller, address);
    const disabled = await stored();
    await expect(pauseKey.enable(caller, address)).rejects.toMatchObject({ code: 'scope_not_held' });
    expect(await stored()).toEqual(disabled);
  }
  expect(await audited()).toMatchObject([{ action: 'key.disabled' }]);
  const { workspaceId } = address;
  const small = anApiKey({
    apiId: (await stored())?.apiId ?? '',
    workspaceId,
    scopes: ['keys:write'],
    disabledAtMs: 1,
  });
  await database.keys.insert(small);
  const [peer = aCaller()] = lesser;
  expect(await pauseKey.enable(peer, { workspaceId, keyId: small.id })).toMatchObject({ disabledAtMs: null });
});

test('a new label leaves everything else as it was, and the audit log tells both', async () => {
  const { changeKey, address, key, stored, audited } = await setUp();
  await new UpdateKey(changeKey).execute(aCaller(), { ...address, label: 'Staging 🚧' });
  expect(await stored()).toEqual({ ...key, label: 'Staging 🚧' });
  expect(await audited()).toMatchObject([
    { action: 'key.updated', before: { label: 'Example key' }, after: { label: 'Staging 🚧' } },
  ]);
});

test('a plan label is put on, told in the audit log, and taken off again', async () => {
  const { changeKey, clock, address, key, stored, audited } = await setUp();
  const update = (planLabel: string | null) => new UpdateKey(changeKey).execute(aCaller(), { ...address, planLabel });
  await update('Gold');
  expect(await stored()).toEqual({ ...key, planLabel: 'Gold' });
  clock.advance(1);
  await update(null);
  expect(await stored()).toEqual(key);
  expect(await audited()).toMatchObject([
    { before: { planLabel: 'Gold' }, after: { planLabel: null } },
    { before: { planLabel: null }, after: { planLabel: 'Gold' } },
  ]);
});

test('a key never becomes faster than its workspace may be', async () => {
  const { changeKey, address, stored, database } = await setUp({ limit: 10, windowMs: 1000 });
  const updateKey = new UpdateKey(changeKey);
  const faster = updateKey.execute(aCaller(), { ...address, rateLimit: { limit: 11, windowMs: 1000 } });
  await expect(faster).rejects.toMatchObject({ code: 'invalid_request', field: 'rateLimit' });
  const own = { limit: 5, windowMs: 1000 };
  await updateKey.execute(aCaller(), { ...address, rateLimit: own });
  expect(await stored()).toMatchObject({ rateLimit: own });
  const { sha256 = '' } = (await stored()) ?? {};
  expect(await database.keys.recordOf(sha256)).toMatchObject({
    rateMeters: [{ limit: { limit: 10 } }, { limit: own }],
  });
  await updateKey.execute(aCaller(), { ...address, rateLimit: null });
  expect(await database.keys.recordOf(sha256)).toMatchObject({
    rateMeters: [{ limit: { limit: 10, windowMs: 1000 } }],
  });
});

test("another's key answers like none, and nothing changes", async () => {
  const { changeKey, address, key, stored, audited } = await setUp();
  const revokeKey = new RevokeKey(changeKey);
  const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
  await expect(revokeKey.execute(stranger, { ...address, reason: 'unused' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const elsewhere = { ...address, workspaceId: 'ws_of-somebody-else', reason: 'unused' } as const;
  await expect(revokeKey.execute(aCaller(), elsewhere)).rejects.toMatchObject({ code: 'not_found' });
  expect(await stored()).toEqual(key);
  expect(await audited()).toEqual([]);
});

test('a key that stays in the sandbox, or among test keys, changes none outside', async () => {
  const { changeKey, address, key, stored, audited } = await setUp();
  const outsiders = [
    aCaller({ kind: { type: 'sandbox', environment: 'test' } }),
    aCaller({ kind: { type: 'production', environment: 'test' } }),
  ];
  for (const caller of outsiders) {
    for (const change of [
      new RevokeKey(changeKey).execute(caller, { ...address, reason: 'unused' }),
      new PauseKey(changeKey).disable(caller, address),
      new UpdateKey(changeKey).execute(caller, { ...address, label: 'Mine' }),
    ]) {
      await expect(change).rejects.toMatchObject({ code: 'scope_not_held' });
    }
  }
  expect(await stored()).toEqual(key);
  expect(await audited()).toEqual([]);
});
