import {
  checkedFormat,
  IssueKey,
  keyCaller,
  type KeyRecord,
  ManageMembers,
  personCaller,
  type RecordInvalidation,
  rightsOfPerson,
  type User,
} from '@latchkey/domain';
import { aUser, SeededRandom } from '@latchkey/testing';
import type { ResourceScope, WorkspaceRole } from '@latchkey/vocabulary';
import { aCaller } from './a-tenant.fixture.js';
import { aRotation } from './a-rotation.fixture.js';

const ORIGIN = { address: '192.0.2.1', requestId: 'request' };

async function setUp() {
  const world = await aRotation();
  const { clock, database, records, workspace } = world;
  const random = new SeededRandom('inherit');
  const issueKey = new IssueKey(
    database,
    clock,
    random,
    () => checkedFormat('lk'),
    () => true,
  );
  const invalidation = {
    personChanged: async (id, outcome) => records.dropPerson(id, outcome),
  } satisfies Partial<RecordInvalidation> as unknown as RecordInvalidation;
  const members = new ManageMembers(database, invalidation, clock, random);
  const joined = async (role: WorkspaceRole): Promise<User> => {
    const user = aUser({ role: null });
    await database.users.insert(user);
    await members.add(aCaller(), { workspaceId: workspace.id, email: user.email, role });
    return user;
  };
  const as = async (user: User) => {
    const member = await database.members.find(workspace.id, user.id);
    return personCaller(user.id, { workspaceId: workspace.id, scopes: rightsOfPerson(user, member) }, ORIGIN);
  };
  return {
    ...world,
    issueKey,
    members,
    joined,
    as,
    issue: async (user: User) => issueKey.execute(await as(user), { workspaceId: workspace.id, label: 'x' }),
    may: (secret: string, scope: ResourceScope) => world.outcome(secret, { requiredScopes: [scope] }),
  };
}

test('a key follows the person behind it with its next request', async () => {
  const { members, joined, issue, may, workspace } = await setUp();
  const user = await joined('admin');
  const { key, secret } = await issue(user);
  const address = { workspaceId: workspace.id, userId: user.id };
  expect(key.inheritsFrom).toBe(user.id);
  expect(await may(secret, 'messages:write')).toBe('allowed');
  await members.changeRole(aCaller(), address, 'viewer');
  expect(await may(secret, 'messages:write')).toBe('scope_missing');
  expect(await may(secret, 'messages:read')).toBe('allowed');
  await members.remove(aCaller(), address);
  expect(await may(secret, 'messages:read')).toBe('scope_missing');
});

test('a key that names no scopes gets of the defaults what its creator holds, and does not grow with them', async () => {
  const { members, joined, issue, may, workspace } = await setUp();
  const [admin, viewer] = [await joined('admin'), await joined('viewer')];
  expect((await issue(admin)).key.scopes).toEqual(['read', 'write']);
  const { key, secret } = await issue(viewer);
  expect(key.scopes).not.toContain('messages:write');
  expect(key.scopes).toContain('messages:read');
  await members.changeRole(aCaller(), { workspaceId: workspace.id, userId: viewer.id }, 'admin');
  expect(await may(secret, 'messages:write')).toBe('scope_missing');
});

test('what a key issues inherits from the same person; what Latchkey issues, from nobody', async () => {
  const { database, issueKey, joined, issue, workspace } = await setUp();
  const user = await joined('admin');
  const { key } = await issue(user);
  const record = (await database.keys.recordOf(key.sha256)) as KeyRecord;
  const command = { workspaceId: workspace.id, label: 'x' };
  expect((await issueKey.execute(keyCaller(record, ORIGIN), command)).key.inheritsFrom).toBe(user.id);
  const system = aCaller({ actor: { kind: 'system', id: 'system' } });
  expect((await issueKey.execute(system, command)).key.inheritsFrom).toBeNull();
});

test('a successor inherits from the same person where an operator rotates', async () => {
  const { joined, issue, rotateKey, workspace } = await setUp();
  const admin = await joined('admin');
  const { key } = await issue(admin);
  const rotated = await rotateKey.execute(aCaller(), { workspaceId: workspace.id, keyId: key.id });
  expect(rotated.key).toMatchObject({ inheritsFrom: admin.id, createdBy: { id: 'usr_example' } });
});

test('a successor follows the member who has rotated, and so got its secret', async () => {
  const { joined, as, issue, issueKey, members, may, rotateKey, workspace } = await setUp();
  const [admin, developer] = [await joined('admin'), await joined('developer')];
  const command = { workspaceId: workspace.id, label: 'x', scopes: ['messages:read'] } as const;
  const { key } = await issueKey.execute(await as(admin), command);
  const address = { workspaceId: workspace.id, keyId: key.id };
  const rotated = await rotateKey.execute(await as(developer), address);
  expect(rotated.key.inheritsFrom).toBe(developer.id);
  await members.remove(aCaller(), { workspaceId: workspace.id, userId: developer.id });
  expect(await may(rotated.secret, 'messages:read')).toBe('scope_missing');
  expect((await issue(admin)).key.inheritsFrom).toBe(admin.id);
});
