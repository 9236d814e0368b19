import { type ApiKey, DefineWorkspace, NO_OVERRIDES, type PlanLimits } from '@latchkey/domain';
import { aDevice } from '@latchkey/testing';
import { aCaller } from './a-tenant.fixture.js';
import { anAddDevice } from './a-messaging.fixture.js';
import { aRotation } from './a-rotation.fixture.js';
import { SeededRandom } from '@latchkey/testing';

const HOUR_MS = 3_600_000;

/** A workspace whose plan has caps, with so many keys. */
async function aCapped(limits: Partial<PlanLimits>, keys = 0) {
  const world = await aRotation();
  const { database, plan, workspace, issueKey, rotateKey, revokeKey } = world;
  await database.plans.update({ ...plan, name: 'Small', ...limits });
  const issue = (more: object = {}) =>
    issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'key', ...more }).then(({ key }) => key);
  const address = ({ id: keyId }: ApiKey) => ({ workspaceId: workspace.id, keyId });
  const issued: ApiKey[] = [];
  for (let i = 0; i < keys; i++) issued.push(await issue());
  return {
    ...world,
    issue,
    issued,
    rotate: (key: ApiKey, more: object = {}) =>
      rotateKey.execute(aCaller(), { ...address(key), overlapMs: HOUR_MS, ...more }).then((rotated) => rotated.key),
    cancel: (key: ApiKey) => rotateKey.cancel(aCaller(), address(key)),
    revoke: (key: ApiKey, more: object = {}) =>
      revokeKey.execute(aCaller(), { ...address(key), reason: 'unused', ...more }),
    disable: (key: ApiKey) => world.pauseKey.disable(aCaller(), address(key)),
    taken: async () => (await database.keys.placesTaken([workspace.id], world.clock.nowMs())).get(workspace.id) ?? 0,
  };
}

const FULL = { code: 'cap_reached' };

test('of any number of keys that are asked for at once, no more than the cap are issued', async () => {
  const { issue, taken } = await aCapped({ keysMax: 10 });
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => issue()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(FULL);
  expect(await taken()).toBe(10);
});

test('a refusal says the cap, the plan and what to do, and leaves nothing behind', async () => {
  const { database, workspace, issue, audited } = await aCapped({ keysMax: 2 }, 2);
  const before = await audited();
  await expect(issue()).rejects.toMatchObject({
    ...FULL,
    publicText:
      'On the plan Small this workspace may have 2 keys, and it has 2. ' +
      'Revoke a key that nobody needs, or ask for more.',
  });
  expect(await audited()).toEqual(before);
  expect((await database.keys.page({ workspaceId: workspace.id }, { limit: 9 }, 0)).items).toHaveLength(2);
});

test('without a cap there is none, and an agreement takes the place of the plan', async () => {
  const { database, workspace, issue } = await aCapped({ keysMax: null }, 12);
  const agree = (keysMax: number | null) =>
    database.workspaces.update({ ...workspace, overrides: { ...NO_OVERRIDES, keysMax } });
  await agree(12);
  await expect(issue()).rejects.toMatchObject(FULL);
  await agree(13);
  await issue();
  await agree(null);
  await issue();
});

test('a key gives its place back when it is revoked or expires, and no sooner', async () => {
  const { clock, issue, issued, revoke, disable } = await aCapped({ keysMax: 3 }, 1);
  const expiring = await issue({ expiresAtMs: clock.nowMs() + HOUR_MS });
  const leaving = await issue();
  await disable(issued[0]!);
  await revoke(leaving, { atMs: clock.nowMs() + 2 * HOUR_MS });
  await expect(issue()).rejects.toMatchObject(FULL);
  clock.advance(HOUR_MS - 1);
  await expect(issue()).rejects.toMatchObject(FULL);
  clock.advance(1);
  expect(expiring.expiresAtMs).toBe(clock.nowMs());
  await issue();
  await expect(issue()).rejects.toMatchObject(FULL);
  clock.advance(HOUR_MS);
  await issue();
  await revoke(issued[0]!);
  await issue();
  await expect(issue()).rejects.toMatchObject(FULL);
});

describe('at the cap', () => {
  test('a key is rotated: the successor takes its place, with an overlap or without', async () => {
    const { issue, issued, rotate, taken } = await aCapped({ keysMax: 2 }, 2);
    await rotate(issued[0]!);
    await rotate(issued[1]!, { overlapMs: 0 });
    expect(await taken()).toBe(2);
    await expect(issue()).rejects.toMatchObject(FULL);
  });

  test('an overlap is not cancelled, because then there would be two keys where there was one', async () => {
    const { issued, rotate, cancel, revoke, stored, taken } = await aCapped({ keysMax: 1 }, 1);
    const [key] = issued as [ApiKey];
    const successor = await rotate(key);
    await expect(cancel(key)).rejects.toMatchObject(FULL);
    expect((await stored(key.id))?.replacement?.byId).toBe(successor.id);
    await revoke(successor);
    await cancel(key);
    expect(await taken()).toBe(1);
  });

  test('a successor that is revoked gives no place away while its predecessor works on', async () => {
    const { issue, issued, rotate, revoke } = await aCapped({ keysMax: 1 }, 1);
    const [key] = issued as [ApiKey];
    await revoke(await rotate(key, { overlapStarts: 'first_use' }));
    await expect(issue()).rejects.toMatchObject(FULL);
    await revoke(key);
    await issue();
  });

  test('a chain of rotations keeps two keys of it at work, not any number', async () => {
    const { clock, issued, rotate, revoke } = await aCapped({ keysMax: 1 }, 1);
    const second = await rotate(issued[0]!);
    await expect(rotate(second)).rejects.toMatchObject(FULL);
    await revoke(issued[0]!);
    const third = await rotate(second);
    clock.advance(HOUR_MS);
    await rotate(third);
  });
});

test('a workspace that has more than its cap goes on rotating and revoking, and gets no new key', async () => {
  const { database, plan, issue, issued, rotate, revoke, taken } = await aCapped({ keysMax: 4 }, 4);
  await database.plans.update({ ...plan, keysMax: 2 });
  await rotate(issued[0]!);
  expect(await taken()).toBe(4);
  await revoke(issued[1]!);
  await expect(issue()).rejects.toMatchObject(FULL);
  await revoke(issued[2]!);
  await expect(issue()).rejects.toMatchObject(FULL);
  await revoke(issued[3]!);
  await issue();
});

describe('devices', () => {
  const adding = ({ database, clock, workspace }: Awaited<ReturnType<typeof aCapped>>) => {
    const addDevice = anAddDevice(database, clock);
    return (caller = aCaller()) => addDevice.execute(caller, { workspaceId: workspace.id, name: 'Office' });
  };

  test('are counted under the cap, however many are added at once, and each is audited', async () => {
    const world = await aCapped({ devicesMax: 3 });
    await world.database.devices.insert(aDevice({ workspaceId: world.workspace.id }));
    const add = adding(world);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => add()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(add()).rejects.toMatchObject({
      ...FULL,
      publicText: 'On the plan Small this workspace may have 3 devices, and it has 3. Ask for more.',
    });
    expect((await world.audited()).map(({ action }) => action)).toEqual(['device.created', 'device.created']);
  });

  test("are nobody's to add in another's workspace", async () => {
    const add = adding(await aCapped({}));
    await expect(add(aCaller({ workspaceId: 'ws_of-somebody-else' }))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('come with a new workspace, unless its plan allows none', async () => {
    const { clock, database, api, plan } = await aCapped({ devicesMax: 0 });
    const defineWorkspace = new DefineWorkspace(database, clock, new SeededRandom());
    const create = () => defineWorkspace.create(aCaller(), { apiId: api.id, name: 'New' });
    const { id: without } = await create();
    await database.plans.update({ ...plan, devicesMax: 1 });
    const { id: withOne } = await create();
    expect(await database.devices.counts([without, withOne])).toEqual(new Map([[withOne, 1]]));
  });
});
