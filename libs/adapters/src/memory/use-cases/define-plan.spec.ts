import {
  allowanceMeters,
  DefinePlan,
  Leases,
  type CreatePlanCommand,
  type RecordInvalidation,
  type UpdatePlanCommand,
} from '@latchkey/domain';
import { anApi, anApiKey, aPlan, aWorkspace, ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

async function setUp() {
  const { database, api, plan, workspace } = await aTenant();
  const clock = new ManualClock();
  const told: string[] = [];
  const untold = () => Promise.reject(new Error('only plans change here'));
  const invalidation: RecordInvalidation = {
    keyChanged: untold,
    workspaceChanged: untold,
    planChanged: async (id, outcome) => void told.push(`${id} ${outcome}`),
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: untold,
  };
  const leases = new Leases(database.meters);
  const definePlan = new DefinePlan(database, invalidation, leases, clock, new SeededRandom());
  return {
    clock,
    database,
    api,
    plan,
    workspace,
    told,
    leases,
    create: (command: Partial<CreatePlanCommand> = {}) =>
      definePlan.create(aCaller(), { apiId: api.id, slug: 'gold', name: 'Gold', ...command }),
    update: (command: Partial<UpdatePlanCommand>) =>
      definePlan.update(aCaller(), { apiId: api.id, planId: plan.id, ...command }),
    keysFor: async (workspaceId: string, count: number) => {
      for (let i = 0; i < count; i++) await database.keys.insert(anApiKey({ apiId: api.id, workspaceId }));
    },
    audited: async () => (await database.audit.page({}, { limit: 99 })).items,
  };
}

test('a plan that says nothing includes everything, for ten keys', async () => {
  const { clock, database, api, plan, create, audited } = await setUp();
  const created = await create();
  expect(created).toEqual({
    id: expect.stringMatching(/^plan_/),
    apiId: api.id,
    slug: 'gold',
    name: 'Gold',
    entitlements: ['api_access', 'webhooks'],
    rateLimit: null,
    dailyLimit: null,
    messagesPerMonth: null,
    devicesMax: null,
    keysMax: 10,
    monthStarts: 'calendar',
    selfService: false,
    createdAtMs: clock.nowMs(),
  });
  expect(await database.plans.ofApi(api.id)).toEqual([plan, created]);
  expect(await audited()).toMatchObject([
    { action: 'plan.created', targetId: created.id, workspaceId: null, after: { slug: 'gold', keysMax: 10 } },
  ]);
  expect(await create({ slug: 'open', keysMax: null })).toMatchObject({ keysMax: null });
  expect(await create({ slug: 'closed', entitlements: [] })).toMatchObject({ entitlements: [] });
});

test('a slug that another plan of the API has, and an API that is none, are refused', async () => {
  const { plan, create, audited } = await setUp();
  await expect(create({ slug: plan.slug })).rejects.toMatchObject({ code: 'conflict', field: 'slug' });
  await expect(create({ apiId: 'api_unknown' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await audited()).toEqual([]);
});

test('what is left out of a change stays; the change is audited and made known', async () => {
  const { database, plan, told, update, audited } = await setUp();
  const { plan: changed, inExcess } = await update({ dailyLimit: 5, keysMax: null, monthStarts: 'anchored' });
  expect(changed).toEqual({ ...plan, dailyLimit: 5, keysMax: null, monthStarts: 'anchored' });
  expect(inExcess).toEqual([]);
  expect(await database.plans.find(plan.id)).toEqual(changed);
  expect(told).toEqual([`${plan.id} settled`]);
  expect(await audited()).toMatchObject([
    { action: 'plan.updated', targetId: plan.id, before: { dailyLimit: null }, after: { dailyLimit: 5 } },
  ]);
});

test('a plan of another API, or of none, is not found', async () => {
  const { database, plan, update } = await setUp();
  const other = anApi();
  await database.apis.insert(other);
  await expect(update({ apiId: other.id, name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(update({ planId: 'plan_unknown', name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  expect(await database.plans.find(plan.id)).toEqual(plan);
});

test('a plan does not become smaller than what workspaces on it use, unless that is accepted', async () => {
  const { database, api, plan, workspace, update, keysFor, audited } = await setUp();
  const agreed = aWorkspace({ apiId: api.id, planId: plan.id, overrides: { ...workspace.overrides, keysMax: 9 } });
  const elsewhere = aPlan({ apiId: api.id });
  await database.plans.insert(elsewhere);
  const stranger = aWorkspace({ apiId: api.id, planId: elsewhere.id });
  for (const each of [agreed, stranger]) await database.workspaces.insert(each);
  for (const { id } of [workspace, agreed, stranger]) await keysFor(id, 3);
  await expect(update({ keysMax: 2 })).rejects.toMatchObject({
    code: 'plan_too_small',
    errors: [{ field: 'keysMax', message: `${workspace.name} (${workspace.id}): 3 keys in use, 2 allowed.` }],
  });
  expect(await database.plans.find(plan.id)).toEqual(plan);
  expect(await audited()).toEqual([]);
  const { plan: changed, inExcess } = await update({ keysMax: 2, acceptExcess: true });
  expect(changed.keysMax).toBe(2);
  expect(inExcess).toMatchObject([{ workspaceId: workspace.id, excess: [{ what: 'keysMax', used: 3, allowed: 2 }] }]);
  expect((await update({ name: 'Renamed' })).inExcess).toEqual([]);
  expect((await update({ keysMax: 3 })).inExcess).toEqual([]);
});

test('without API access a plan would refuse every key on it, so that has to be accepted too', async () => {
  const { workspace, update, keysFor } = await setUp();
  expect((await update({ entitlements: [] })).inExcess).toEqual([]);
  await update({ entitlements: ['api_access'] });
  await keysFor(workspace.id, 1);
  await expect(update({ entitlements: ['webhooks'] })).rejects.toMatchObject({ errors: [{ field: 'entitlements' }] });
});

test('of many workspaces in the way, the first twenty are told, wherever they are among the others', async () => {
  const { database, api, plan, update, keysFor } = await setUp();
  const workspaces = Array.from({ length: 1_300 }, () => aWorkspace({ apiId: api.id, planId: plan.id }));
  await database.transaction(async (stores) => {
    for (const each of workspaces) await stores.workspaces.insert(each);
  });
  const first = workspaces[0]!.id;
  await keysFor(first, 2);
  expect((await update({ keysMax: 1, acceptExcess: true })).inExcess).toMatchObject([{ workspaceId: first }]);
  for (const { id } of workspaces.slice(1, 30)) await keysFor(id, 1);
  expect((await update({ keysMax: 0, acceptExcess: true })).inExcess).toHaveLength(20);
});

test('a plan that shrinks below what a workspace has used today names the workspace', async () => {
  const { clock, leases, workspace, update } = await setUp();
  const { plan } = await update({ dailyLimit: 10 });
  const [meter] = allowanceMeters(workspace, plan);
  await leases.lease(meter!, 5, clock.nowMs());
  leases.spend(meter!, 5);
  await expect(update({ dailyLimit: 4 })).rejects.toMatchObject({
    errors: [
      { field: 'dailyLimit', message: expect.stringContaining(`(${workspace.id}): 5 requests today, 4 allowed.`) },
    ],
  });
  expect(await update({ dailyLimit: 5 })).toMatchObject({ inExcess: [] });
});
