import { DefineApp, type RecordInvalidation } from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

async function setUp() {
  const { database, workspace } = await aTenant();
  const clock = new ManualClock();
  const told: string[] = [];
  const invalidation: RecordInvalidation = {
    keyChanged: () => Promise.reject(new Error('no key changes here')),
    workspaceChanged: async (id) => void told.push(id),
    planChanged: () => Promise.reject(new Error('no plan changes here')),
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: () => Promise.reject(new Error('no API changes here')),
  };
  const defineApp = new DefineApp(database, invalidation, clock, new SeededRandom());
  const create = (name = 'Web shop') => defineApp.create(aCaller(), { workspaceId: workspace.id, name });
  const actions = async () =>
    (await database.audit.page({ workspaceId: workspace.id }, { limit: 10 })).items.map(({ action }) => action);
  return { database, workspace, clock, told, defineApp, create, actions };
}

test('an app has an id and a public key of its own', async () => {
  const { database, workspace, clock, create, actions } = await setUp();
  const [one, two] = [await create(), await create()];
  expect(one).toMatchObject({ name: 'Web shop', createdAtMs: clock.nowMs(), archivedAtMs: null });
  expect(one.id).toMatch(/^app_[0-9a-z]{26}$/);
  expect(one.appKey).toMatch(/^appkey_[0-9a-z]{26}$/);
  expect(two.appKey).not.toBe(one.appKey);
  expect(await database.apps.find(workspace.id, one.id)).toEqual(one);
  expect(await actions()).toEqual(['app.created', 'app.created']);
});

test('an app can be renamed; its key stays', async () => {
  const { clock, defineApp, create, actions } = await setUp();
  const app = await create();
  clock.advance(1);
  const renamed = await defineApp.rename(aCaller(), { workspaceId: app.workspaceId, appId: app.id }, 'Shop');
  expect(renamed).toEqual({ ...app, name: 'Shop' });
  expect(await actions()).toEqual(['app.updated', 'app.created']);
});

test('archiving is final, audited once, and made known each time it is answered', async () => {
  const { clock, told, defineApp, create, actions } = await setUp();
  const app = await create();
  clock.advance(1);
  const address = { workspaceId: app.workspaceId, appId: app.id };
  const archived = await defineApp.archive(aCaller(), address);
  expect(archived).toEqual({ ...app, archivedAtMs: clock.nowMs() });
  clock.advance(1000);
  expect(await defineApp.archive(aCaller(), address)).toEqual(archived);
  expect(await actions()).toEqual(['app.archived', 'app.created']);
  expect(told).toEqual([app.workspaceId, app.workspaceId]);
});

test("another's app, and an app in another's workspace, answer like none", async () => {
  const { database, defineApp, create } = await setUp();
  const app = await create();
  const address = { workspaceId: app.workspaceId, appId: app.id };
  const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
  const absent = { code: 'not_found' };
  await expect(defineApp.archive(stranger, address)).rejects.toMatchObject(absent);
  await expect(defineApp.rename(stranger, address, 'x')).rejects.toMatchObject(absent);
  await expect(defineApp.create(stranger, { ...address, name: 'x' })).rejects.toMatchObject(absent);
  await expect(defineApp.archive(aCaller(), { ...address, workspaceId: 'ws_unknown' })).rejects.toMatchObject(absent);
  await expect(defineApp.archive(aCaller(), { ...address, appId: 'app_unknown' })).rejects.toMatchObject(absent);
  expect(await database.apps.find(app.workspaceId, app.id)).toEqual(app);
});
