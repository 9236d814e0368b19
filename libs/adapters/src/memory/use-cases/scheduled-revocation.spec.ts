import type { RevokeKeyCommand } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { aRotation } from './a-rotation.fixture.js';

const HOUR_MS = 60 * 60 * 1000;

async function setUp() {
  const world = await aRotation();
  const { issueKey, revokeKey, workspace, stored, audited } = world;
  const { key, secret } = await issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'Nightly job' });
  const address = { workspaceId: workspace.id, keyId: key.id };
  const revoke = (command: Partial<RevokeKeyCommand> = {}) =>
    revokeKey.execute(aCaller(), { ...address, reason: 'owner_left', ...command });
  const cancel = (caller = aCaller()) => revokeKey.cancel(caller, address);
  const actions = async () => (await audited()).map(({ action }) => action).sort();
  return {
    ...world,
    key,
    secret,
    address,
    revoke,
    cancel,
    actions,
    revocation: async () => (await stored(key.id))?.revocation,
  };
}

test('the key works until then, and is refused from that very millisecond on', async () => {
  const { clock, secret, revoke, outcome } = await setUp();
  await revoke({ atMs: clock.nowMs() + HOUR_MS });
  clock.advance(HOUR_MS - 1);
  expect(await outcome(secret)).toBe('allowed');
  clock.advance(1);
  expect(await outcome(secret)).toBe('key_revoked');
});

test('a time that is not ahead is refused by the name of its field', async () => {
  const { clock, revoke, revocation } = await setUp();
  for (const atMs of [0, clock.nowMs() - 1, clock.nowMs()])
    await expect(revoke({ atMs })).rejects.toMatchObject({ code: 'invalid_request', field: 'at' });
  expect(await revocation()).toBeNull();
});

test('it is brought forward by an earlier time, or by none, and then told with the new reason', async () => {
  const { clock, secret, revoke, outcome, revocation, actions } = await setUp();
  const nowMs = clock.nowMs();
  await revoke({ atMs: nowMs + HOUR_MS });
  await revoke({ atMs: nowMs + 1000, reason: 'policy' });
  expect(await revocation()).toMatchObject({ atMs: nowMs + 1000, decidedAtMs: nowMs, reason: 'policy' });
  await revoke({ reason: 'compromised', note: 'In a gist' });
  expect(await revocation()).toMatchObject({ atMs: nowMs, reason: 'compromised', note: 'In a gist' });
  expect(await outcome(secret)).toBe('key_revoked');
  expect(await actions()).toEqual([
    'key.created',
    'key.revocation_scheduled',
    'key.revocation_scheduled',
    'key.revoked',
  ]);
});

test('it is not put off by accident, and the same again changes nothing', async () => {
  const { clock, revoke, revocation, actions } = await setUp();
  const atMs = clock.nowMs() + HOUR_MS;
  await revoke({ atMs });
  const first = await revocation();
  await expect(revoke({ atMs: atMs + 1 })).rejects.toMatchObject({
    code: 'revocation_scheduled',
    field: 'at',
    publicText: expect.stringContaining(new Date(atMs).toISOString()),
  });
  await revoke({ atMs, reason: 'unused' });
  expect(await revocation()).toEqual(first);
  expect(await actions()).toEqual(['key.created', 'key.revocation_scheduled']);
});

test('it can be withdrawn until it is in force, and no longer', async () => {
  const { clock, secret, revoke, cancel, outcome, actions } = await setUp();
  await expect(cancel()).rejects.toMatchObject({ code: 'revocation_not_scheduled' });
  await revoke({ atMs: clock.nowMs() + HOUR_MS });
  await cancel();
  clock.advance(HOUR_MS);
  expect(await outcome(secret)).toBe('allowed');
  await revoke({ atMs: clock.nowMs() + HOUR_MS });
  clock.advance(HOUR_MS);
  await expect(cancel()).rejects.toMatchObject({ code: 'key_not_active' });
  expect(await actions()).toEqual([
    'key.created',
    'key.revocation_cancelled',
    'key.revocation_scheduled',
    'key.revocation_scheduled',
  ]);
});

test('nobody withdraws what keeps from them a key that holds more than they do', async () => {
  const { clock, workspace, revoke, cancel } = await setUp();
  await revoke({ atMs: clock.nowMs() + HOUR_MS });
  const lesser = aCaller({ workspaceId: workspace.id, scopes: new Set(['keys:write']) });
  await expect(cancel(lesser)).rejects.toMatchObject({ code: 'scope_not_held' });
});

test('a revocation that lies ahead keeps nobody from pausing the key and resuming it', async () => {
  const { clock, secret, address, revoke, pauseKey, outcome } = await setUp();
  await revoke({ atMs: clock.nowMs() + HOUR_MS });
  await pauseKey.disable(aCaller(), address);
  expect(await outcome(secret)).toBe('key_disabled');
  await pauseKey.enable(aCaller(), address);
  expect(await outcome(secret)).toBe('allowed');
  clock.advance(HOUR_MS);
  await expect(pauseKey.disable(aCaller(), address)).rejects.toMatchObject({ code: 'key_not_active' });
});

test('what was to be at once holds even where the clock is set back', async () => {
  const { clock, secret, revoke, outcome } = await setUp();
  await revoke();
  clock.advance(-HOUR_MS);
  expect(await outcome(secret)).toBe('key_revoked');
});
