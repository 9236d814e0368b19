import { checkedFormat, fingerprintOf, isWellFormed, IssueKey, type IssueKeyCommand } from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

const FORMAT = checkedFormat('lk');
const DAY_MS = 24 * 60 * 60 * 1000;

async function setUp(keyLifetimeDays: number | null = null) {
  const clock = new ManualClock();
  const { database, workspace } = await aTenant({ keyLifetimeDays });
  const issueKey = new IssueKey(database, clock, new SeededRandom(), () => FORMAT);
  const issue = (command: Partial<IssueKeyCommand> = {}, caller = aCaller()) =>
    issueKey.execute(caller, { workspaceId: workspace.id, label: 'Production Server', ...command });
  return { clock, database, workspace, issue };
}

test('the secret is answered once, and only its fingerprint is kept', async () => {
  const { database, workspace, issue } = await setUp();
  const { key, secret } = await issue();
  expect(isWellFormed(FORMAT, secret)).toBe(true);
  expect(key.sha256).toBe(fingerprintOf(secret));
  const stored = await database.keys.find(workspace.id, key.id);
  const audited = await database.audit.page({ workspaceId: workspace.id }, { limit: 10 });
  expect(JSON.stringify([stored, audited])).not.toContain(secret);
  expect(JSON.stringify(audited)).not.toContain(key.sha256);
});

test('what is left out comes from the API: scopes and lifetime', async () => {
  const { clock, issue } = await setUp(365);
  const { key } = await issue();
  expect(key).toMatchObject({
    scopes: ['read', 'write'],
    type: 'production',
    environment: 'live',
    expiresAtMs: clock.nowMs() + 365 * DAY_MS,
  });
  expect((await issue({ expiresAtMs: null })).key.expiresAtMs).toBeNull();
});

test('an expiry that is not ahead is refused by the name of its field', async () => {
  const { clock, database, workspace, issue } = await setUp();
  await expect(issue({ expiresAtMs: clock.nowMs() })).rejects.toMatchObject({
    code: 'invalid_request',
    field: 'expiresAt',
  });
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 10 }, clock.nowMs());
  expect(items).toEqual([]);
});

test('a sandbox key is of the test environment, and of no other', async () => {
  const { issue } = await setUp();
  const { key, secret } = await issue({ type: 'sandbox' });
  expect(key.environment).toBe('test');
  expect(secret).toMatch(/^lk_test_/);
  await expect(issue({ type: 'sandbox', environment: 'live' })).rejects.toMatchObject({ field: 'environment' });
});

test('nobody grants what they do not hold', async () => {
  const { workspace, issue } = await setUp();
  const caller = aCaller({ workspaceId: workspace.id, scopes: new Set(['keys:write', 'devices:read']) });
  await expect(issue({ scopes: ['admin'] }, caller)).rejects.toMatchObject({ code: 'scope_not_held', field: 'scopes' });
  await expect(issue({ scopes: ['devices:read'] }, caller)).resolves.toMatchObject({
    key: { scopes: ['devices:read'] },
  });
});

test("another's workspace answers like one that does not exist", async () => {
  const { issue } = await setUp();
  const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
  await expect(issue({}, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(issue({ workspaceId: 'ws_of-nobody' })).rejects.toMatchObject({ code: 'not_found' });
});

test('the key and its audit entry commit together or not at all', async () => {
  const { database, workspace, clock, issue } = await setUp();
  const failing = new Error('the log is full');
  const transaction = database.transaction.bind(database);
  database.transaction = (work) =>
    transaction((stores) => work({ ...stores, audit: { ...stores.audit, append: () => Promise.reject(failing) } }));
  await expect(issue()).rejects.toBe(failing);
  const { items } = await database.keys.page({ workspaceId: workspace.id }, { limit: 10 }, clock.nowMs());
  expect(items).toEqual([]);
});

test('no key makes another that outlives it', async () => {
  const { clock, issue } = await setUp(365);
  const endsAtMs = clock.nowMs() + DAY_MS;
  const caller = aCaller({ actor: { kind: 'key', id: 'key_1' }, expiresAtMs: endsAtMs });
  for (const expiresAtMs of [null, endsAtMs + 1]) {
    await expect(issue({ expiresAtMs }, caller)).rejects.toMatchObject({ code: 'scope_not_held', field: 'expiresAt' });
  }
  expect((await issue({ expiresAtMs: endsAtMs }, caller)).key.expiresAtMs).toBe(endsAtMs);
  expect((await issue({}, caller)).key.expiresAtMs).toBe(endsAtMs);
});
