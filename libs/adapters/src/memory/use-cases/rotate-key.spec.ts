import type { IssueKeyCommand, RotateKeyCommand } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { aRotation } from './a-rotation.fixture.js';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

async function setUp(tenant: Parameters<typeof aRotation>[0] = {}) {
  const world = await aRotation(tenant);
  const { issueKey, rotateKey, workspace } = world;
  const issue = (command: Partial<IssueKeyCommand> = {}) =>
    issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'Production Server', ...command });
  const address = (keyId: string) => ({ workspaceId: workspace.id, keyId });
  const rotate = (keyId: string, command: Partial<RotateKeyCommand> = {}, caller = aCaller()) =>
    rotateKey.execute(caller, { ...address(keyId), ...command });
  return { ...world, issue, rotate, address };
}

test('a successor has another secret and the same grant', async () => {
  const { clock, issue, rotate, stored } = await setUp();
  const old = await issue({
    scopes: ['messages:read'],
    type: 'read_only',
    rateLimit: { limit: 3, windowMs: 1000 },
    planLabel: 'Gold',
    metadata: { team: 'billing' },
    expiresAtMs: clock.nowMs() + 10 * DAY_MS,
  });
  clock.advance(HOUR_MS);
  const { key, secret } = await rotate(old.key.id);
  expect(secret).not.toBe(old.secret);
  const { id, sha256, start, last4, createdAtMs, rotatedFrom, ...granted } = key;
  expect(old.key).toMatchObject(granted);
  for (const changed of [{ id }, { sha256 }, { start }, { last4 }]) expect(old.key).not.toMatchObject(changed);
  expect([createdAtMs, rotatedFrom]).toEqual([clock.nowMs(), old.key.id]);
  expect(await stored(old.key.id)).toEqual({
    ...old.key,
    replacement: { byId: key.id, overlapMs: DAY_MS, overlapEndsAtMs: clock.nowMs() + DAY_MS },
  });
});

test('a restriction that keys learn one day is carried over without a word', async () => {
  const { issue, rotate, database } = await setUp();
  const { key } = await issue({ ipAllowlist: ['192.0.2.0/24'] });
  await database.keys.update(Object.assign({ ...key }, { deviceIds: ['dev_1'], learntLater: true }));
  const successor = { deviceIds: ['dev_1'], ipAllowlist: ['192.0.2.0/24'], learntLater: true };
  expect((await rotate(key.id)).key).toMatchObject(successor);
});

test('a rotation extends no life: the expiry is copied, and so is its absence', async () => {
  const { clock, issue, rotate } = await setUp({ keyLifetimeDays: 30 });
  const old = await issue();
  const endless = await issue({ expiresAtMs: null });
  clock.advance(29 * DAY_MS);
  const { key } = await rotate(old.key.id);
  expect(key.expiresAtMs).toBe(old.key.expiresAtMs);
  expect((await rotate(endless.key.id)).key.expiresAtMs).toBeNull();
});

test('both keys work until the overlap ends, then the predecessor has expired', async () => {
  const { clock, issue, rotate, outcome } = await setUp();
  const old = await issue();
  const successor = await rotate(old.key.id, { overlapMs: 1000 });
  clock.advance(999);
  expect([await outcome(old.secret), await outcome(successor.secret)]).toEqual(['allowed', 'allowed']);
  clock.advance(1);
  expect([await outcome(old.secret), await outcome(successor.secret)]).toEqual(['key_expired', 'allowed']);
});

test('an overlap ends no later than the predecessor would have', async () => {
  const { clock, issue, rotate, outcome, stored } = await setUp();
  const old = await issue({ expiresAtMs: clock.nowMs() + HOUR_MS });
  const successor = await rotate(old.key.id);
  expect((await stored(old.key.id))?.replacement?.overlapEndsAtMs).toBe(clock.nowMs() + HOUR_MS);
  clock.advance(HOUR_MS);
  expect([await outcome(old.secret), await outcome(successor.secret)]).toEqual(['key_expired', 'key_expired']);
});

test('without an overlap the predecessor ends with the answer, even where its record was at hand', async () => {
  const { issue, rotate, outcome } = await setUp();
  const old = await issue();
  expect(await outcome(old.secret)).toBe('allowed');
  const successor = await rotate(old.key.id, { overlapMs: 0 });
  expect([await outcome(old.secret), await outcome(successor.secret)]).toEqual(['key_expired', 'allowed']);
});

describe('an overlap that waits for the first use', () => {
  const WAITING = { overlapMs: HOUR_MS, overlapStarts: 'first_use' } as const;

  async function waiting(rateLimit: { limit: number; windowMs: number } | null = null) {
    const world = await setUp({ rateLimit });
    const old = await world.issue();
    const successor = await world.rotate(old.key.id, WAITING);
    const started = async () =>
      (await world.audited()).filter(({ action, targetId }) => {
        return action === 'key.overlap_started' && targetId === old.key.id;
      });
    return { ...world, old, successor, started };
  }

  test('starts with it, and not before', async () => {
    const { clock, old, successor, outcome, stored, started } = await waiting();
    clock.advance(100 * DAY_MS);
    expect(await outcome(old.secret)).toBe('allowed');
    expect(await outcome(successor.secret)).toBe('allowed');
    expect((await stored(old.key.id))?.replacement?.overlapEndsAtMs).toBe(clock.nowMs() + HOUR_MS);
    expect(await started()).toMatchObject([
      {
        actor: { kind: 'key', id: successor.key.id },
        address: '192.0.2.1',
        after: { overlapEndsAtMs: clock.nowMs() + HOUR_MS },
      },
    ]);
    clock.advance(HOUR_MS);
    expect(await outcome(old.secret)).toBe('key_expired');
  });

  test('starts once, however many come at the same time', async () => {
    const { successor, request, started, asked } = await waiting();
    const before = asked.transactions;
    const decisions = await Promise.all(Array.from({ length: 50 }, () => request(successor.secret)));
    expect(decisions.every(({ allowed }) => allowed)).toBe(true);
    expect(await started()).toHaveLength(1);
    expect(asked.transactions - before).toBe(1);
  });

  test('costs later requests nothing', async () => {
    const { successor, outcome, asked } = await waiting();
    await outcome(successor.secret);
    await outcome(successor.secret);
    const before = { ...asked };
    for (let i = 0; i < 20; i++) await outcome(successor.secret);
    expect(asked).toEqual(before);
  });

  test('does not start with a request that is refused, for its scopes or its rate', async () => {
    const { clock, old, successor, outcome, stored, started } = await waiting({ limit: 1, windowMs: 1000 });
    expect(await outcome(successor.secret, { requiredScopes: ['keys:write'] })).toBe('scope_missing');
    expect(await outcome(successor.secret, { apiId: 'api_elsewhere' })).toBe('key_unknown');
    expect(await started()).toEqual([]);
    expect((await stored(old.key.id))?.replacement?.overlapEndsAtMs).toBeNull();
    expect(await outcome(successor.secret)).toBe('allowed');
    const [first] = await started();
    expect(await outcome(successor.secret)).toBe('rate_limited');
    clock.advance(1000);
    expect(await outcome(successor.secret)).toBe('allowed');
    expect(await started()).toEqual([first]);
  });

  test('is not answered where the start cannot be written down, and starts with the next use', async () => {
    const { database, successor, outcome, started } = await waiting();
    const transaction = database.transaction.bind(database);
    const lost = new Error('out of reach');
    database.transaction = () => Promise.reject(lost);
    await expect(outcome(successor.secret)).rejects.toBe(lost);
    database.transaction = transaction;
    expect(await outcome(successor.secret)).toBe('allowed');
    expect(await started()).toHaveLength(1);
  });

  test('without an overlap the predecessor ends with the answer to the first use', async () => {
    const { issue, rotate, outcome } = await setUp();
    const old = await issue();
    const successor = await rotate(old.key.id, { overlapMs: 0, overlapStarts: 'first_use' });
    expect(await outcome(old.secret)).toBe('allowed');
    expect(await outcome(successor.secret)).toBe('allowed');
    expect(await outcome(old.secret)).toBe('key_expired');
  });

  test('starts nothing once the overlap was cancelled', async () => {
    const { old, successor, rotateKey, address, outcome, stored, started } = await waiting();
    await rotateKey.cancel(aCaller(), address(old.key.id));
    expect(await outcome(successor.secret)).toBe('allowed');
    expect(await started()).toEqual([]);
    expect((await stored(old.key.id))?.replacement).toBeNull();
  });
});

describe('refused is the rotation of a key', () => {
  test('that was rotated already, by the name of its successor', async () => {
    const { clock, issue, rotate } = await setUp();
    const old = await issue();
    const { key } = await rotate(old.key.id, { overlapMs: 1 });
    const again = { code: 'key_replaced', publicText: expect.stringContaining(key.id) };
    await expect(rotate(old.key.id)).rejects.toMatchObject(again);
    clock.advance(1);
    await expect(rotate(old.key.id)).rejects.toMatchObject(again);
    await expect(rotate(key.id)).resolves.toMatchObject({ key: { rotatedFrom: key.id } });
  });

  test('that is disabled, expired or revoked, or is to be revoked', async () => {
    const { clock, issue, rotate, pauseKey, revokeKey, address } = await setUp();
    const notActive = { code: 'key_not_active' };
    const { key: paused } = await issue();
    await pauseKey.disable(aCaller(), address(paused.id));
    await expect(rotate(paused.id)).rejects.toMatchObject(notActive);
    const { key: revoked } = await issue();
    await revokeKey.execute(aCaller(), { ...address(revoked.id), reason: 'unused' });
    await expect(rotate(revoked.id)).rejects.toMatchObject(notActive);
    const { key: ending } = await issue({ expiresAtMs: clock.nowMs() + HOUR_MS });
    const atMs = clock.nowMs() + HOUR_MS;
    await revokeKey.execute(aCaller(), { ...address(ending.id), reason: 'owner_left', atMs });
    await expect(rotate(ending.id)).rejects.toMatchObject({ code: 'revocation_scheduled' });
    await revokeKey.cancel(aCaller(), address(ending.id));
    clock.advance(HOUR_MS);
    await expect(rotate(ending.id)).rejects.toMatchObject(notActive);
  });

  test('whose predecessor waits for its first use, while that one lives', async () => {
    const { issue, rotate, rotateKey, revokeKey, address, outcome } = await setUp();
    const waiting = async () => {
      const { key } = await issue();
      return { old: key, ...(await rotate(key.id, { overlapStarts: 'first_use' })) };
    };
    const used = await waiting();
    await expect(rotate(used.key.id)).rejects.toMatchObject({
      code: 'overlap_waiting',
      publicText: expect.stringContaining(used.old.id),
    });
    await outcome(used.secret);
    await expect(rotate(used.key.id)).resolves.toBeDefined();
    const cancelled = await waiting();
    await rotateKey.cancel(aCaller(), address(cancelled.old.id));
    await expect(rotate(cancelled.key.id)).resolves.toBeDefined();
    const left = await waiting();
    await revokeKey.execute(aCaller(), { ...address(left.old.id), reason: 'superseded' });
    await expect(rotate(left.key.id)).resolves.toBeDefined();
  });

  test('that holds more than the one who asks', async () => {
    const { workspace, issue, rotate, stored, rotateKey, address } = await setUp();
    const { key } = await issue({ scopes: ['admin'] });
    const lesser = aCaller({ workspaceId: workspace.id, scopes: new Set(['keys:write', 'devices:read']) });
    await expect(rotate(key.id, {}, lesser)).rejects.toMatchObject({ code: 'scope_not_held' });
    expect(await stored(key.id)).toEqual(key);
    const confined = aCaller({ workspaceId: workspace.id, reach: { ...key, ipAllowlist: ['192.0.2.1'] } });
    await expect(rotate(key.id, {}, confined)).rejects.toMatchObject({ code: 'scope_not_held', field: 'ipAllowlist' });
    await rotate(key.id);
    await expect(rotateKey.cancel(lesser, address(key.id))).rejects.toMatchObject({ code: 'scope_not_held' });
  });

  test("of another's workspace, like one that does not exist", async () => {
    const { issue, rotate } = await setUp();
    const { key } = await issue();
    const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
    await expect(rotate(key.id, {}, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rotate('key_of-nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(rotate(key.id, { workspaceId: 'ws_of-nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('of two rotations at once, one gets through', async () => {
  const { issue, rotate, database, workspace, clock } = await setUp();
  const { key } = await issue();
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => rotate(key.id)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 100 }, clock.nowMs());
  expect(items).toHaveLength(2);
});

describe('a cancelled overlap', () => {
  test('lets the predecessor live on and be rotated again; its first successor stays', async () => {
    const { clock, issue, rotate, rotateKey, address, outcome } = await setUp();
    const old = await issue();
    const first = await rotate(old.key.id, { overlapMs: HOUR_MS });
    await rotateKey.cancel(aCaller(), address(old.key.id));
    clock.advance(HOUR_MS);
    expect([await outcome(old.secret), await outcome(first.secret)]).toEqual(['allowed', 'allowed']);
    const second = await rotate(old.key.id, { overlapMs: 0 });
    expect([first.key.rotatedFrom, second.key.rotatedFrom]).toEqual([old.key.id, old.key.id]);
    expect([await outcome(old.secret), await outcome(first.secret)]).toEqual(['key_expired', 'allowed']);
  });

  test('is refused where there is none, or where it is over', async () => {
    const { clock, issue, rotate, rotateKey, revokeKey, address } = await setUp();
    const cancel = (keyId: string) => rotateKey.cancel(aCaller(), address(keyId));
    const { key } = await issue();
    await expect(cancel(key.id)).rejects.toMatchObject({ code: 'key_not_replaced' });
    const successor = await rotate(key.id, { overlapMs: HOUR_MS });
    clock.advance(HOUR_MS);
    await expect(cancel(key.id)).rejects.toMatchObject({
      code: 'overlap_over',
      publicText: expect.stringContaining(successor.key.id),
    });
    await rotate(successor.key.id, { overlapMs: HOUR_MS });
    await revokeKey.execute(aCaller(), { ...address(successor.key.id), reason: 'unused' });
    await expect(cancel(successor.key.id)).rejects.toMatchObject({ code: 'key_not_active' });
  });
});

test('everything is audited, with before and after and without a secret', async () => {
  const { clock, issue, rotate, rotateKey, address, outcome, audited } = await setUp();
  const old = await issue();
  clock.advance(1);
  const first = await rotate(old.key.id, { overlapMs: 5, overlapStarts: 'first_use' });
  clock.advance(1);
  await outcome(first.secret);
  clock.advance(1);
  await rotateKey.cancel(aCaller(), address(old.key.id));
  const entries = await audited();
  expect(entries.filter(({ targetId }) => targetId === old.key.id).map(({ action }) => action)).toEqual([
    'key.overlap_cancelled',
    'key.overlap_started',
    'key.rotated',
    'key.created',
  ]);
  expect(entries.find(({ action }) => action === 'key.rotated')).toMatchObject({
    before: { replacedBy: null },
    after: { replacedBy: first.key.id, overlapMs: 5, overlapEndsAtMs: null },
  });
  expect(entries.find(({ targetId }) => targetId === first.key.id)).toMatchObject({
    action: 'key.created',
    after: { rotatedFrom: old.key.id },
  });
  const told = JSON.stringify(entries);
  for (const { key, secret } of [old, first]) {
    expect(told).not.toContain(secret);
    expect(told).not.toContain(key.sha256);
  }
});

test('a rotation, its successor and its entries commit together or not at all', async () => {
  const { issue, rotate, database, workspace, clock, audited } = await setUp();
  const { key } = await issue();
  const before = await audited();
  const transaction = database.transaction.bind(database);
  const update = () => Promise.reject(new Error('the disk is full'));
  database.transaction = (work) =>
    transaction((stores) =>
      work({ ...stores, keys: Object.assign(Object.create(stores.keys) as object, { update }) as never }),
    );
  await expect(rotate(key.id)).rejects.toThrow('the disk is full');
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 10 }, clock.nowMs());
  expect(items).toEqual([key]);
  expect(await audited()).toEqual(before);
});

test('a key that expires hands on none that outlives it, and itself as often as it likes', async () => {
  const { clock, issue, rotate } = await setUp();
  const expiresAtMs = clock.nowMs() + DAY_MS;
  const caller = aCaller({ actor: { kind: 'key', id: 'key_1' }, expiresAtMs });
  const forGood = await issue();
  await expect(rotate(forGood.key.id, {}, caller)).rejects.toMatchObject({
    code: 'scope_not_held',
    field: 'expiresAt',
  });
  const own = await issue({ expiresAtMs });
  expect((await rotate(own.key.id, {}, caller)).key.expiresAtMs).toBe(expiresAtMs);
});
