import { aCaller } from './a-tenant.fixture.js';
import { aRotation } from './a-rotation.fixture.js';

const TWO_A_DAY = { limit: 2, windowMs: 86_400_000 };

async function aLimitedKey() {
  const world = await aRotation({ rateLimit: TWO_A_DAY });
  const { secret } = await world.issueKey.execute(aCaller(), { workspaceId: world.workspace.id, label: 'key' });
  return { ...world, secret };
}

test('a look tells how a request would fare, and spends nothing', async () => {
  const { request, secret } = await aLimitedKey();
  for (let i = 0; i < 5; i++) {
    expect(await request(secret, { metering: 'look' })).toMatchObject({ allowed: true, rateLimit: { remaining: 1 } });
  }
  await request(secret);
  await request(secret);
  expect(await request(secret, { metering: 'look' })).toMatchObject({ allowed: false, reason: 'rate_limited' });
});

test('who leaves the meters alone is let through when they are full, but not past a policy', async () => {
  const { outcome, secret } = await aLimitedKey();
  await outcome(secret, { cost: 2 });
  expect(await outcome(secret)).toBe('rate_limited');
  expect(await outcome(secret, { metering: 'leave' })).toBe('allowed');
  expect(await outcome(secret, { metering: 'leave', requiredScopes: ['keys:write'] })).toBe('scope_missing');
});

test('a request that counts as several is admitted whole or not at all', async () => {
  const { outcome, secret } = await aLimitedKey();
  expect(await outcome(secret, { cost: 3 })).toBe('rate_limited');
  expect(await outcome(secret, { cost: 2 })).toBe('allowed');
});

test('neither a look nor a replay counts as the first use that starts an overlap', async () => {
  const { request, stored, rotateKey, workspace, database } = await aLimitedKey();
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 1 }, 0);
  const keyId = items[0]!.id;
  const address = { workspaceId: workspace.id, keyId };
  const successor = await rotateKey.execute(aCaller(), { ...address, overlapStarts: 'first_use' });
  for (const metering of ['look', 'leave'] as const) await request(successor.secret, { metering });
  expect((await stored(keyId))?.replacement).toMatchObject({ overlapEndsAtMs: null });
  await request(successor.secret);
  expect((await stored(keyId))?.replacement?.overlapEndsAtMs).not.toBeNull();
});

test('rotating a key fills no window of its plan', async () => {
  const { outcome, secret, rotateKey, workspace, database } = await aLimitedKey();
  await outcome(secret);
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 1 }, 0);
  const address = { workspaceId: workspace.id, keyId: items[0]!.id };
  const successor = await rotateKey.execute(aCaller(), { ...address, overlapMs: 0 });
  expect([await outcome(successor.secret), await outcome(successor.secret)]).toEqual(['allowed', 'rate_limited']);
});

test('a used-up allowance keeps nobody from managing keys, but the rate limit holds there as well', async () => {
  const { outcome, secret, updateWorkspace, workspace } = await aLimitedKey();
  await updateWorkspace.execute(aCaller(), { workspaceId: workspace.id, overrides: { dailyLimit: 1 } });
  await outcome(secret);
  expect(await outcome(secret)).toBe('allowance_exceeded');
  expect(await outcome(secret, { metering: 'charge_rate' })).toBe('allowed');
  expect(await outcome(secret, { metering: 'charge_rate' })).toBe('rate_limited');
});

test('what goes to the sandbox takes nothing from the messages that were bought', async () => {
  const { outcome, issueKey, updateWorkspace, workspace } = await aRotation();
  const { id: workspaceId } = workspace;
  await updateWorkspace.execute(aCaller(), { workspaceId, overrides: { messagesPerMonth: 1 } });
  const sandbox = await issueKey.execute(aCaller(), { workspaceId, label: 'sandbox', type: 'sandbox' });
  const live = await issueKey.execute(aCaller(), { workspaceId, label: 'live' });
  for (let i = 0; i < 3; i++) expect(await outcome(sandbox.secret, { messages: 1 })).toBe('allowed');
  expect(await outcome(live.secret, { messages: 1 })).toBe('allowed');
  expect(await outcome(live.secret, { messages: 1 })).toBe('allowance_exceeded');
});
