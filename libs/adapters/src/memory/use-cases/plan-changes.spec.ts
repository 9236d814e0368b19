import {
  allowanceMeters,
  ChangePlan,
  type ChangePlanCommand,
  Leases,
  MeteredUse,
  type Plan,
  StoreUnavailableError,
} from '@latchkey/domain';
import { anApiKey, aPlan, ManualClock, SeededRandom, TEST_EPOCH_MS } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

const perSecond = (limit: number) => ({ limit, windowMs: 1_000 });
const HOUR_MS = 60 * 60 * 1000;

/** A workspace on a plan of self-service, and the owner of it. */
async function aChoosingWorkspace(more: Partial<Plan> = {}) {
  const { database, api, plan: bare, workspace } = await aTenant();
  const clock = new ManualClock(TEST_EPOCH_MS + 6 * HOUR_MS);
  const plan: Plan = { ...bare, selfService: true, ...more };
  await database.plans.update(plan);
  const told: string[] = [];
  const untold = () => Promise.reject(new Error('only the workspace changes here'));
  const leases = new Leases(database.meters);
  const changePlan = new ChangePlan(
    database,
    {
      keyChanged: untold,
      workspaceChanged: async (id, outcome) => void told.push(`${id} ${outcome}`),
      planChanged: untold,
      personChanged: untold,
      apisChanged: untold,
    },
    leases,
    new MeteredUse(leases, clock),
    clock,
    new SeededRandom(),
  );
  const owner = aCaller({ workspaceId: workspace.id });
  return {
    clock,
    database,
    api,
    plan,
    workspace,
    told,
    owner,
    changePlan,
    spend: async (units: number) => {
      for (const meter of allowanceMeters(workspace, (await database.plans.find(workspace.planId))!)) {
        await leases.lease(meter, units, clock.nowMs());
        leases.spend(meter, units);
      }
    },
    addKeys: async (...rates: (number | null)[]) => {
      for (const rate of rates)
        await database.keys.insert(
          anApiKey({ apiId: api.id, workspaceId: workspace.id, rateLimit: rate === null ? null : perSecond(rate) }),
        );
    },
    aPlanWith: async (limits: Partial<Plan> = {}): Promise<Plan> => {
      const other = aPlan({ apiId: api.id, selfService: true, ...limits });
      await database.plans.insert(other);
      return other;
    },
    change: (command: Omit<ChangePlanCommand, 'workspaceId'>, caller = owner) =>
      changePlan.execute(caller, { ...command, workspaceId: workspace.id }),
    preview: (planId: string, caller = owner) => changePlan.preview(caller, { workspaceId: workspace.id, planId }),
    planNow: async () => (await database.workspaces.find(workspace.id))!.planId,
    audited: async () => (await database.audit.page({ workspaceId: workspace.id }, { limit: 9 })).items,
  };
}

test('an owner moves between plans of self-service, made known and audited, and what held is kept', async () => {
  const { change, aPlanWith, workspace, plan, told, audited, database, clock, planNow } = await aChoosingWorkspace();
  const { id: planId } = await aPlanWith();
  expect(await change({ planId })).toEqual([]);
  expect(await planNow()).toBe(planId);
  expect(told).toEqual([`${workspace.id} settled`]);
  expect(await audited()).toMatchObject([
    { action: 'workspace.plan_changed', before: { planId: plan.id }, after: { planId } },
  ]);
  const { id: workspaceId, overrides } = workspace;
  const former = { workspaceId, planId: plan.id, overrides, untilMs: clock.nowMs() };
  expect(await database.formerTerms.ofWorkspace(workspaceId)).toEqual([former]);
});

test.each<[string, Partial<Plan>, Partial<Plan>]>([
  ['to a plan that operators give', {}, { selfService: false }],
  ['away from a plan that operators give', { selfService: false }, {}],
  ['to months that begin elsewhere, which would be a new count of messages', {}, { monthStarts: 'anchored' }],
])('nobody but an operator moves a workspace %s', async (_, from, to) => {
  const { change, preview, aPlanWith, plan, planNow, audited, database, workspace } = await aChoosingWorkspace(from);
  const { id: planId } = await aPlanWith(to);
  expect(await preview(planId)).toMatchObject({ mayChoose: false });
  await expect(change({ planId })).rejects.toMatchObject({ code: 'forbidden', field: 'planId' });
  expect(await planNow()).toBe(plan.id);
  expect(await audited()).toEqual([]);
  expect(await database.formerTerms.ofWorkspace(workspace.id)).toEqual([]);
  expect(await preview(planId, aCaller())).toMatchObject({ mayChoose: true });
  await change({ planId }, aCaller());
  expect(await planNow()).toBe(planId);
});

test('a key that is restricted, or stays in the sandbox, or lacks billing:write, does not change the plan', async () => {
  const { change, preview, aPlanWith, owner, planNow, plan } = await aChoosingWorkspace();
  const { id: planId } = await aPlanWith();
  for (const weaker of [
    { reach: { deviceIds: ['dev_1'], appId: null, ipAllowlist: [] } },
    { reach: { deviceIds: [], appId: 'app_1', ipAllowlist: [] } },
    { reach: { deviceIds: [], appId: null, ipAllowlist: ['192.0.2.0/24'] } },
    { kind: { type: 'sandbox', environment: 'live' } as const },
    { kind: { type: 'production', environment: 'test' } as const },
    { scopes: new Set(['billing:read'] as const) },
  ]) {
    const caller = aCaller({ ...owner, ...weaker });
    await expect(change({ planId }, caller)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await preview(planId, caller)).toMatchObject({ mayChoose: false });
  }
  expect(await planNow()).toBe(plan.id);
});

test('another workspace’s plan, and a plan of another API, are nobody’s', async () => {
  const { change, preview, changePlan, workspace, aPlanWith } = await aChoosingWorkspace();
  const elsewhere = await aTenant();
  const { id: planId } = await aPlanWith();
  const stranger = aCaller({ workspaceId: 'ws_other' });
  await expect(change({ planId }, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(preview(planId, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(changePlan.options(stranger, workspace.id)).rejects.toMatchObject({ code: 'not_found' });
  for (const unknown of ['plan_unknown', elsewhere.plan.id]) {
    for (const caller of [undefined, aCaller()]) {
      await expect(change({ planId: unknown }, caller)).rejects.toMatchObject({ field: 'planId' });
      await expect(preview(unknown, caller)).rejects.toMatchObject({ field: 'planId' });
    }
  }
});

test('a preview says what each limit was and would be, and what is in the way, and changes and spends nothing', async () => {
  const world = await aChoosingWorkspace({
    dailyLimit: 100,
    messagesPerMonth: 50,
    entitlements: ['api_access', 'webhooks'],
  });
  const { preview, aPlanWith, spend, addKeys, database, workspace, told, audited } = world;
  await addKeys(null, 20);
  await spend(30);
  const small = await aPlanWith({ dailyLimit: 25, messagesPerMonth: 40, keysMax: 1, rateLimit: perSecond(10) });
  const asked = await preview(small.id);
  expect(asked).toMatchObject({
    mayChoose: true,
    before: { dailyLimit: 100, messagesPerMonth: 50, keysMax: null, entitlements: ['api_access', 'webhooks'] },
    after: { dailyLimit: 25, messagesPerMonth: 40, keysMax: 1, rateLimit: perSecond(10), entitlements: ['api_access'] },
    excess: [
      { what: 'keysMax', used: 2, allowed: 1 },
      { what: 'rateLimit', used: 1, allowed: 0 },
      { what: 'dailyLimit', used: 30, allowed: 25 },
    ],
    meters: [
      { name: 'daily_limit', limit: 25, used: 30, remaining: 0 },
      { name: 'messages_per_month', limit: 40, used: 30, remaining: 10 },
    ],
  });
  expect(await preview(small.id)).toEqual(asked);
  expect(await database.workspaces.find(workspace.id)).toEqual(workspace);
  expect(told).toEqual([]);
  expect(await audited()).toEqual([]);
});

test('what is in the way is refused as the preview said; an operator may accept it, and nobody else', async () => {
  const { change, aPlanWith, addKeys, plan, planNow, owner } = await aChoosingWorkspace();
  await addKeys(null, null);
  const { id: planId } = await aPlanWith({ keysMax: 1 });
  await expect(change({ planId })).rejects.toMatchObject({
    code: 'plan_too_small',
    errors: [{ field: 'keysMax', message: '2 keys in use, 1 allowed.' }],
    publicText: expect.not.stringContaining('acceptExcess'),
  });
  await expect(change({ planId, acceptExcess: true }, owner)).rejects.toMatchObject({
    code: 'forbidden',
    field: 'acceptExcess',
  });
  expect(await planNow()).toBe(plan.id);
  expect(await change({ planId, acceptExcess: true }, aCaller())).toEqual([{ what: 'keysMax', used: 2, allowed: 1 }]);
  expect(await planNow()).toBe(planId);
});

test('a change in the middle of the period leaves spent what is spent, there and back again', async () => {
  const { change, preview, aPlanWith, spend, plan, workspace, changePlan, owner } = await aChoosingWorkspace({
    messagesPerMonth: 50,
  });
  await spend(30);
  const larger = await aPlanWith({ messagesPerMonth: 100 });
  await change({ planId: larger.id });
  expect(await preview(plan.id)).toMatchObject({ meters: [{ used: 30, limit: 50, remaining: 20 }] });
  await change({ planId: plan.id });
  const [here, there] = await changePlan.options(owner, workspace.id);
  expect(here).toMatchObject({ to: { id: plan.id }, meters: [{ used: 30, remaining: 20 }] });
  expect(there).toMatchObject({ to: { id: larger.id }, meters: [{ used: 30, remaining: 70 }] });
});

test('the plan that a workspace is on is no change', async () => {
  const { change, plan, audited, database, workspace } = await aChoosingWorkspace({ selfService: false });
  expect(await change({ planId: plan.id })).toEqual([]);
  expect(await audited()).toEqual([]);
  expect(await database.formerTerms.ofWorkspace(workspace.id)).toEqual([]);
});

test('what was agreed with a workspace stays with it', async () => {
  const { preview, aPlanWith, database, workspace } = await aChoosingWorkspace({ keysMax: 5 });
  await database.workspaces.update({ ...workspace, overrides: { ...workspace.overrides, keysMax: 7 } });
  expect(await preview((await aPlanWith({ keysMax: 3 })).id)).toMatchObject({
    before: { keysMax: 7 },
    after: { keysMax: 7 },
  });
});

test('a commit of unknown outcome is made known as one', async () => {
  const { change, aPlanWith, database, told, workspace } = await aChoosingWorkspace();
  const { id: planId } = await aPlanWith();
  jest.spyOn(database, 'transaction').mockRejectedValueOnce(new StoreUnavailableError());
  await expect(change({ planId })).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(told).toEqual([`${workspace.id} unknown`]);
});
