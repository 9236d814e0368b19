import {
  ChangeKey,
  checkedFormat,
  IssueKey,
  type IssueKeyCommand,
  type KeyReach,
  type RecordInvalidation,
  UNRESTRICTED,
  UpdateKey,
  type UpdateKeyCommand,
} from '@latchkey/domain';
import { aDevice, anApp, aWorkspace, ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

async function setUp() {
  const { database, api, plan, workspace } = await aTenant();
  const other = aWorkspace({ apiId: api.id, planId: plan.id });
  await database.workspaces.insert(other);
  const workspaceId = workspace.id;
  const devices = [aDevice({ workspaceId }), aDevice({ workspaceId }), aDevice({ workspaceId: other.id })] as const;
  for (const device of devices) await database.devices.insert(device);
  const apps = [
    anApp({ workspaceId }),
    anApp({ workspaceId, archivedAtMs: 1 }),
    anApp({ workspaceId: other.id }),
  ] as const;
  for (const app of apps) await database.apps.insert(app);
  const clock = new ManualClock();
  const ports = [clock, new SeededRandom()] as const;
  const dropped: string[] = [];
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256) => void dropped.push(sha256),
    workspaceChanged: async () => undefined,
    planChanged: async () => undefined,
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: async () => undefined,
  };
  const issueKey = new IssueKey(database, ...ports, () => checkedFormat('lk'));
  const updateKey = new UpdateKey(new ChangeKey(database, invalidation, ...ports));
  const issue = async (command: Partial<IssueKeyCommand>, reach: KeyReach = UNRESTRICTED) =>
    (await issueKey.execute(aCaller({ reach }), { workspaceId, label: 'A key', ...command })).key;
  const update = (keyId: string, command: Partial<UpdateKeyCommand>, reach: KeyReach = UNRESTRICTED) => {
    clock.advance(1);
    return updateKey.execute(aCaller({ reach }), { workspaceId, keyId, ...command });
  };
  const audited = async () => (await database.audit.page({ workspaceId }, { limit: 1 })).items[0];
  return { database, workspace, devices, apps, dropped, issue, update, audited };
}

test('what is left out restricts nothing', async () => {
  const { issue } = await setUp();
  expect(await issue({})).toMatchObject(UNRESTRICTED);
});

test('restrictions are stored with the key, addresses in the one way there is, and audited', async () => {
  const { database, workspace, devices, apps, issue, audited } = await setUp();
  const asked = { deviceIds: [devices[1].id], appId: apps[0].id, ipAllowlist: ['2001:DB8::/32', '::ffff:10.0.0.1'] };
  const key = await issue(asked);
  const stored = { ...asked, ipAllowlist: ['2001:db8::/32', '10.0.0.1'] };
  expect(await database.keys.find(workspace.id, key.id)).toMatchObject(stored);
  expect((await audited())?.after).toMatchObject(stored);
});

test('devices have to be of the workspace; the first that is not is named by its place', async () => {
  const { devices, issue, update } = await setUp();
  const key = await issue({});
  for (const stray of [devices[2].id, 'dev_unknown', 'dev_\0', 'x', '']) {
    const refused = { code: 'invalid_request', field: 'deviceIds.1' };
    await expect(issue({ deviceIds: [devices[0].id, stray] })).rejects.toMatchObject(refused);
    await expect(update(key.id, { deviceIds: [devices[0].id, stray] })).rejects.toMatchObject(refused);
  }
});

test('the app has to be of the workspace, and may not be archived', async () => {
  const { apps, issue } = await setUp();
  for (const appId of [apps[1].id, apps[2].id, 'app_unknown']) {
    await expect(issue({ appId })).rejects.toMatchObject({ code: 'invalid_request', field: 'appId' });
  }
});

test('an entry of the allowlist that cannot be read is named by its place', async () => {
  const { issue, update } = await setUp();
  const ipAllowlist = ['10.0.0.0/8', '10.0.0.1/8'];
  await expect(issue({ ipAllowlist })).rejects.toMatchObject({ field: 'ipAllowlist.1' });
  await expect(update((await issue({})).id, { ipAllowlist })).rejects.toMatchObject({ field: 'ipAllowlist.1' });
});

test('a change of restrictions is made known, and audited with before and after', async () => {
  const { devices, issue, update, audited, dropped } = await setUp();
  const key = await issue({ deviceIds: [devices[0].id], ipAllowlist: ['10.0.0.1'] });
  const changed = await update(key.id, { deviceIds: [], ipAllowlist: ['10.0.0.0/8'] });
  expect(changed).toEqual({ ...key, deviceIds: [], ipAllowlist: ['10.0.0.0/8'] });
  expect(dropped).toEqual([key.sha256]);
  expect(await audited()).toMatchObject({
    action: 'key.updated',
    before: { deviceIds: [devices[0].id], ipAllowlist: ['10.0.0.1'] },
    after: { deviceIds: [], ipAllowlist: ['10.0.0.0/8'] },
  });
  expect(await update(key.id, { label: 'Renamed' })).toEqual({ ...changed, label: 'Renamed' });
});

describe('a key that manages keys', () => {
  test('issues keys that reach as far as itself, or less far', async () => {
    const { devices, apps, issue } = await setUp();
    const reach = {
      deviceIds: [devices[0].id, devices[1].id],
      appId: apps[0].id,
      ipAllowlist: ['10.0.0.0/8'],
    };
    expect(await issue(reach, reach)).toMatchObject(reach);
    const less = { ...reach, deviceIds: [devices[1].id], ipAllowlist: ['10.1.0.0/16', '10.0.0.1'] };
    expect(await issue(less, reach)).toMatchObject(less);
  });

  test.each(['deviceIds', 'appId', 'ipAllowlist'] as const)('issues none that reaches further in %s', async (field) => {
    const { devices, apps, issue, database, workspace } = await setUp();
    const reach = { deviceIds: [devices[0].id], appId: apps[0].id, ipAllowlist: ['10.0.0.0/8'] };
    const further = {
      deviceIds: [[devices[0].id, devices[1].id], ['dev_unknown'], []],
      appId: ['app_unknown', null],
      ipAllowlist: [['10.0.0.0/7'], ['10.0.0.1', '::1'], []],
    };
    for (const granted of further[field]) {
      const attempt = issue({ ...reach, [field]: granted }, reach);
      await expect(attempt).rejects.toMatchObject({ code: 'scope_not_held', field });
    }
    const others = Object.fromEntries(Object.entries(reach).filter(([name]) => name !== field));
    await expect(issue(others, reach)).rejects.toMatchObject({ code: 'scope_not_held', field });
    expect((await database.keys.page({ workspaceId: workspace.id }, { limit: 1 }, 0)).items).toEqual([]);
  });

  test('cannot let another key, or itself, reach further', async () => {
    const { devices, issue, update } = await setUp();
    const own = await issue({ deviceIds: [devices[0].id], ipAllowlist: ['10.0.0.0/8'] });
    for (const [field, granted] of [
      ['deviceIds', { deviceIds: [] }],
      ['deviceIds', { deviceIds: [devices[1].id] }],
      ['ipAllowlist', { ipAllowlist: [] }],
      ['ipAllowlist', { ipAllowlist: ['0.0.0.0/0'] }],
    ] as const) {
      await expect(update(own.id, granted, own)).rejects.toMatchObject({ code: 'scope_not_held', field });
    }
    await expect(update(own.id, { label: 'Mine', ipAllowlist: ['10.0.0.1'] }, own)).resolves.toMatchObject({
      label: 'Mine',
      ipAllowlist: ['10.0.0.1'],
    });
  });
});
