import { type Caller, type Database, ManageMembers, StoreUnavailableError, type Stores } from '@latchkey/domain';
import { anApiKey, aSession, aUser, ManualClock, SeededRandom } from '@latchkey/testing';
import { expandScopes, ROLE_PERMISSIONS, WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import { aCaller, aTenant } from './a-tenant.fixture.js';
import { toldOfPeople } from './told-of-people.fixture.js';

async function setUp() {
  const { database, workspace } = await aTenant();
  const clock = new ManualClock();
  const { told, invalidation } = toldOfPeople();
  const random = new SeededRandom();
  const over = (some: Database) => new ManageMembers(some, invalidation, clock, random);
  const members = over(database);
  const { id: workspaceId } = workspace;
  const person = async () => {
    const user = aUser({ role: null });
    await database.users.insert(user);
    return user;
  };
  const joined = async (role: WorkspaceRole) => {
    const user = await person();
    await members.add(aCaller(), { workspaceId, email: user.email, role });
    return user;
  };
  /** With the session of somebody who has this role. */
  const as = (userId: string, role: WorkspaceRole): Caller =>
    aCaller({ actor: { kind: 'user', id: userId }, workspaceId, scopes: new Set(ROLE_PERMISSIONS[role]) });
  const actions = async () =>
    (await database.audit.page({ workspaceId }, { limit: 20 })).items.map(({ action }) => action).reverse();
  const roleOf = async (userId: string) => (await database.members.find(workspaceId, userId))?.role ?? null;
  return { database, workspaceId, clock, told, over, members, person, joined, as, actions, roleOf };
}

test('every change is kept, audited, and made known for the person whom it concerns', async () => {
  const { members, joined, workspaceId, clock, told, actions, roleOf } = await setUp();
  const user = await joined('viewer');
  const address = { workspaceId, userId: user.id };
  const joinedAtMs = clock.nowMs();
  clock.advance(1);
  const changed = await members.changeRole(aCaller(), address, 'admin');
  expect(changed).toEqual({
    id: user.id,
    member: { ...address, role: 'admin', createdAtMs: joinedAtMs },
    email: user.email,
    name: user.name,
  });
  expect(await roleOf(user.id)).toBe('admin');
  clock.advance(1);
  await members.remove(aCaller(), address);
  expect(await roleOf(user.id)).toBeNull();
  expect(await actions()).toEqual(['member.added', 'member.role_changed', 'member.removed']);
  expect(told).toEqual(Array.from({ length: 3 }, () => [user.id, 'settled']));
});

test('the same role again changes nothing, and is made known all the same', async () => {
  const { members, joined, workspaceId, told, actions } = await setUp();
  const user = await joined('viewer');
  await members.changeRole(aCaller(), { workspaceId, userId: user.id }, 'viewer');
  expect(await actions()).toEqual(['member.added']);
  expect(told).toHaveLength(2);
});

test('a change of which nobody knows the outcome is told as one', async () => {
  const { database, joined, over, workspaceId, told } = await setUp();
  const user = await joined('viewer');
  const losing = new Proxy(database, {
    get: (target, name: keyof Database) =>
      name !== 'transaction'
        ? target[name]
        : async <T>(work: (stores: Stores) => Promise<T>): Promise<T> => {
            await target.transaction(work);
            throw new StoreUnavailableError();
          },
  });
  const removal = over(losing).remove(aCaller(), { workspaceId, userId: user.id });
  await expect(removal).rejects.toMatchObject({ code: 'unavailable' });
  expect(told.at(-1)).toEqual([user.id, 'unknown']);
});

describe('nobody grants what they do not hold', () => {
  const refusal = { code: 'scope_not_held', field: 'role' };

  test.each(WORKSPACE_ROLES.flatMap((by) => WORKSPACE_ROLES.map((granted) => [by, granted] as const)))(
    '%s grants %s as far as the scopes go',
    async (by, granted) => {
      const { members, joined, person, as, workspaceId, roleOf } = await setUp();
      const [caller, target] = [await joined(by), await person()];
      const holdsAll = ROLE_PERMISSIONS[granted].every((scope) => ROLE_PERMISSIONS[by].includes(scope));
      const may = holdsAll && (granted !== 'owner' || by === 'owner');
      const adding = members.add(as(caller.id, by), { workspaceId, email: target.email, role: granted });
      if (may) await adding;
      else await expect(adding).rejects.toMatchObject(refusal);
      expect(await roleOf(target.id)).toBe(may ? granted : null);
    },
  );

  test.each([
    ['one scope', { scopes: expandScopes(['team:write']) }, 'role'],
    ['an end', { expiresAtMs: 1 }, 'role'],
    ['some devices', { reach: { deviceIds: ['dev_1'], appId: null, ipAllowlist: [] } }, 'deviceIds'],
    ['one address', { reach: { deviceIds: [], appId: null, ipAllowlist: ['192.0.2.1'] } }, 'ipAllowlist'],
    ['test keys', { kind: { type: 'production', environment: 'test' } }, 'environment'],
  ] as const)('a key with %s makes nobody a member', async (_, restriction, field) => {
    const { members, person, workspaceId, roleOf } = await setUp();
    const target = await person();
    const key = { actor: { kind: 'key', id: anApiKey().id }, workspaceId, ...restriction } as const;
    const adding = members.add(aCaller(key), { workspaceId, email: target.email, role: 'viewer' });
    await expect(adding).rejects.toMatchObject({ code: 'scope_not_held', field });
    expect(await roleOf(target.id)).toBeNull();
  });

  test('a key with every scope is no owner', async () => {
    const { members, joined, workspaceId, roleOf } = await setUp();
    const [owner, other] = [await joined('owner'), await joined('owner')];
    const key = aCaller({ actor: { kind: 'key', id: 'key_1' }, workspaceId, scopes: new Set(ROLE_PERMISSIONS.owner) });
    const removal = members.remove(key, { workspaceId, userId: owner.id });
    await expect(removal).rejects.toMatchObject(refusal);
    await members.remove(aCaller(), { workspaceId, userId: other.id });
    expect([await roleOf(owner.id), await roleOf(other.id)]).toEqual(['owner', null]);
  });
});

test('the last owner stays: not removed, not demoted, and of the last two who go at once one stays', async () => {
  const { database, members, joined, workspaceId } = await setUp();
  const [one, two] = [await joined('owner'), await joined('owner')];
  const addresses = [one, two].map(({ id: userId }) => ({ workspaceId, userId }));
  const outcomes = await Promise.allSettled(addresses.map((address) => members.remove(aCaller(), address)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await database.members.count(workspaceId, 'owner')).toBe(1);
  const [{ userId = '' } = {}] = (await database.members.page(workspaceId, { limit: 1 })).items.map(
    ({ member }) => member,
  );
  for (const act of [
    () => members.remove(aCaller(), { workspaceId, userId }),
    () => members.changeRole(aCaller(), { workspaceId, userId }, 'admin'),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'last_owner' });
});

test.each(['removed', 'left'] as const)(
  'the sessions of whoever is %s are over at once, and nobody else’s',
  async (how) => {
    const { database, members, joined, as, workspaceId, clock, actions } = await setUp();
    const [leaver, stayer] = [await joined('admin'), await joined('admin')];
    const sessions = [leaver, leaver, stayer].map(({ id: userId }) =>
      aSession({ userId, expiresAtMs: clock.nowMs() + 1_000 }),
    );
    for (const session of sessions) await database.sessions.insert(session);
    clock.advance(1);
    if (how === 'removed') await members.remove(aCaller(), { workspaceId, userId: leaver.id });
    else await members.leave(as(leaver.id, 'admin'), workspaceId);
    const ended = await Promise.all(sessions.map(async ({ id }) => (await database.sessions.find(id))?.endedAtMs));
    expect(ended).toEqual([clock.nowMs(), clock.nowMs(), null]);
    expect(await database.members.leftAtMs(workspaceId, leaver.id)).toBe(clock.nowMs());
    const { items } = await database.audit.page({ workspaceId }, { limit: 1 });
    expect(items).toMatchObject([{ action: `member.${how}`, before: { role: 'admin' }, after: { sessionsEnded: 2 } }]);
    expect(await actions()).toHaveLength(3);
  },
);

test.each(WORKSPACE_ROLES)(
  'whoever is %s leaves by their own wish; the last owner does not, and no stranger',
  async (role) => {
    const { members, joined, person, as, workspaceId, roleOf } = await setUp();
    const user = await joined(role);
    if (role === 'owner') {
      await expect(members.leave(as(user.id, role), workspaceId)).rejects.toMatchObject({ code: 'last_owner' });
      await joined('owner');
    }
    await members.leave(as(user.id, role), workspaceId);
    expect(await roleOf(user.id)).toBeNull();
    for (const { id } of [user, await person()])
      await expect(members.leave(as(id, role), workspaceId)).rejects.toMatchObject({ code: 'not_found' });
  },
);

test('nobody, somebody who has left, and a member already cannot be added; the field is named', async () => {
  const { database, members, joined, person, workspaceId } = await setUp();
  const add = (email: string) => members.add(aCaller(), { workspaceId, email, role: 'viewer' });
  await expect(add('nobody@example.com')).rejects.toMatchObject({ code: 'invalid_request', field: 'email' });
  const gone = await person();
  await database.users.update({ ...gone, leftAtMs: 1 });
  await expect(add(gone.email)).rejects.toMatchObject({ code: 'invalid_request', field: 'email' });
  const { email } = await joined('viewer');
  await expect(add(email.toUpperCase())).rejects.toMatchObject({ code: 'conflict', field: 'email' });
});

test("another's workspace, and who is no member of it, answer like none", async () => {
  const { members, joined, person, workspaceId, roleOf } = await setUp();
  const [member, nobody] = [await joined('viewer'), await person()];
  const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
  const absent = { code: 'not_found' };
  const address = { workspaceId, userId: member.id };
  await expect(members.remove(stranger, address)).rejects.toMatchObject(absent);
  await expect(members.changeRole(stranger, address, 'owner')).rejects.toMatchObject(absent);
  const add = { workspaceId, email: nobody.email, role: 'viewer' } as const;
  await expect(members.add(stranger, add)).rejects.toMatchObject(absent);
  await expect(members.add(aCaller(), { ...add, workspaceId: 'ws_unknown' })).rejects.toMatchObject(absent);
  await expect(members.remove(aCaller(), { workspaceId, userId: nobody.id })).rejects.toMatchObject(absent);
  expect(await roleOf(member.id)).toBe('viewer');
});
