import {
  allowanceMeters,
  Leases,
  NO_OVERRIDES,
  type Plan,
  type PlanLimits,
  UpdateWorkspace,
  type UpdateWorkspaceCommand,
} from '@latchkey/domain';
import { aDevice, anApiKey, aPlan, aRevocation, ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

const perSecond = (limit: number) => ({ limit, windowMs: 1_000 });

/** A workspace that uses 3 keys, one of them faster than 10/s, and 2 devices. */
async function aUsedWorkspace(more: Partial<Plan> = {}) {
  const { database, api, plan, workspace } = await aTenant();
  const clock = new ManualClock();
  await database.plans.update({ ...plan, ...more });
  const place = { apiId: api.id, workspaceId: workspace.id };
  for (const rateLimit of [null, perSecond(10), perSecond(20)])
    await database.keys.insert(anApiKey({ ...place, rateLimit }));
  await database.keys.insert(anApiKey({ ...place, revocation: aRevocation({ atMs: clock.nowMs() }) }));
  for (let i = 0; i < 2; i++) await database.devices.insert(aDevice({ workspaceId: workspace.id }));
  const told: string[] = [];
  const untold = () => Promise.reject(new Error('only the workspace changes here'));
  const leases = new Leases(database.meters);
  const updateWorkspace = new UpdateWorkspace(
    database,
    {
      keyChanged: untold,
      workspaceChanged: async (id) => void told.push(id),
      planChanged: untold,
      personChanged: () => Promise.reject(new Error('no person changes here')),
      apisChanged: untold,
    },
    leases,
    clock,
    new SeededRandom(),
  );
  return {
    clock,
    leases,
    database,
    workspace,
    told,
    change: (command: Omit<UpdateWorkspaceCommand, 'workspaceId'>) =>
      updateWorkspace.execute(aCaller(), { ...command, workspaceId: workspace.id }),
    aPlanWith: async (limits: Partial<Plan>): Promise<string> => {
      const other = aPlan({ apiId: api.id, ...limits });
      await database.plans.insert(other);
      return other.id;
    },
  };
}

test('a plan that lies below what is in use is refused with all that is in the way, and nothing changes', async () => {
  const { database, workspace, change, aPlanWith } = await aUsedWorkspace();
  const planId = await aPlanWith({ entitlements: [], keysMax: 2, devicesMax: 1, rateLimit: perSecond(10) });
  await expect(change({ planId, name: 'Renamed' })).rejects.toMatchObject({
    code: 'plan_too_small',
    errors: [
      { field: 'entitlements', message: '3 keys would be refused, because the plan includes no API access.' },
      { field: 'devicesMax', message: '2 devices in use, 1 allowed.' },
      { field: 'keysMax', message: '3 keys in use, 2 allowed.' },
      { field: 'rateLimit', message: 'Faster than the rate limit of the plan: 1 key.' },
    ],
    publicText: expect.stringMatching(/^More is in use .* 3 keys in use, 2 allowed\..* acceptExcess/),
  });
  expect(await database.workspaces.find(workspace.id)).toEqual(workspace);
  expect((await database.audit.page({ workspaceId: workspace.id }, { limit: 9 })).items).toEqual([]);
});

test('it is applied where the excess is accepted, which is then listed, and stays', async () => {
  const { database, workspace, told, change, aPlanWith } = await aUsedWorkspace();
  const planId = await aPlanWith({ entitlements: [], keysMax: 2, devicesMax: 1, rateLimit: perSecond(10) });
  const { workspace: changed, excess } = await change({ planId, acceptExcess: true });
  expect(changed.planId).toBe(planId);
  expect(excess).toEqual([
    { what: 'entitlements', used: 3, allowed: 0 },
    { what: 'devicesMax', used: 2, allowed: 1 },
    { what: 'keysMax', used: 3, allowed: 2 },
    { what: 'rateLimit', used: 1, allowed: 0 },
  ]);
  expect(told).toEqual([workspace.id]);
  expect(
    (await database.keys.page({ workspaceId: workspace.id, state: 'active' }, { limit: 9 }, Date.now())).items,
  ).toHaveLength(3);
  expect((await database.audit.page({ workspaceId: workspace.id }, { limit: 9 })).items).toMatchObject([
    { action: 'workspace.updated', before: { planId: workspace.planId }, after: { planId } },
  ]);
});

test.each<[string, Partial<PlanLimits>]>([
  ['exactly what is in use', { keysMax: 3, devicesMax: 2, rateLimit: perSecond(20) }],
  ['no limits at all', {}],
])('a plan with %s is in nobody’s way', async (_, limits) => {
  const { change, aPlanWith } = await aUsedWorkspace({ keysMax: 100, devicesMax: 100, rateLimit: perSecond(1_000) });
  expect((await change({ planId: await aPlanWith(limits) })).excess).toEqual([]);
});

test('who has too much already is not held up by what stays as it was, or grows', async () => {
  const { change, aPlanWith } = await aUsedWorkspace({ keysMax: 1, devicesMax: 1, rateLimit: perSecond(5) });
  const same = { keysMax: 1, devicesMax: 1, rateLimit: perSecond(5) };
  expect((await change({ planId: await aPlanWith(same) })).excess).toEqual([]);
  expect((await change({ planId: await aPlanWith({ ...same, keysMax: 2 }) })).excess).toEqual([]);
  expect((await change({ name: 'Renamed' })).excess).toEqual([]);
});

test('what is agreed with the workspace counts in the place of the plan, and follows the same rule', async () => {
  const { change, aPlanWith } = await aUsedWorkspace();
  await change({ overrides: { keysMax: 5, devicesMax: 2 } });
  const planId = await aPlanWith({ keysMax: 1, devicesMax: 0 });
  expect((await change({ planId })).excess).toEqual([]);
  await expect(change({ overrides: { keysMax: 2 } })).rejects.toMatchObject({ errors: [{ field: 'keysMax' }] });
  await expect(change({ overrides: { keysMax: null } })).rejects.toMatchObject({
    errors: [{ field: 'keysMax', message: '3 keys in use, 1 allowed.' }],
  });
  const { workspace, excess } = await change({ overrides: { keysMax: null }, acceptExcess: true });
  expect(excess).toEqual([{ what: 'keysMax', used: 3, allowed: 1 }]);
  expect(workspace.overrides).toEqual({ ...NO_OVERRIDES, devicesMax: 2 });
});

test('overrides change one by one: what is left out stays', async () => {
  const { change } = await aUsedWorkspace();
  const agreed = {
    rateLimit: perSecond(1_000),
    dailyLimit: 1_000_000,
    messagesPerMonth: 7,
    devicesMax: 9,
    keysMax: 50,
  };
  await change({ overrides: agreed });
  expect((await change({ overrides: { dailyLimit: null } })).workspace.overrides).toEqual({
    ...agreed,
    dailyLimit: null,
  });
  expect((await change({ overrides: {} })).workspace.overrides).toEqual({ ...agreed, dailyLimit: null });
});

test('what was used of the day and of the month is in the way, until they are over', async () => {
  const limited = { dailyLimit: 100, messagesPerMonth: 50 };
  const { clock, database, leases, workspace, change, aPlanWith } = await aUsedWorkspace(limited);
  const plan = (await database.plans.find(workspace.planId))!;
  for (const meter of allowanceMeters(workspace, plan)) {
    const units = meter.name === 'daily_limit' ? 41 : 21;
    await leases.lease(meter, units, clock.nowMs());
    leases.spend(meter, units);
  }
  const planId = await aPlanWith({ dailyLimit: 40, messagesPerMonth: 20 });
  await expect(change({ planId })).rejects.toMatchObject({
    errors: [
      { field: 'dailyLimit', message: '41 requests today, 40 allowed.' },
      { field: 'messagesPerMonth', message: '21 messages this month, 20 allowed.' },
    ],
  });
  await change({ planId: await aPlanWith({ dailyLimit: 41, messagesPerMonth: 21 }) });
  await expect(change({ overrides: { dailyLimit: 40 } })).rejects.toMatchObject({ code: 'plan_too_small' });
  clock.advance(24 * 60 * 60 * 1000);
  await expect(change({ planId })).rejects.toMatchObject({ errors: [{ field: 'messagesPerMonth' }] });
  const accepted = await change({ planId, acceptExcess: true });
  expect(accepted.excess).toEqual([{ what: 'messagesPerMonth', used: 21, allowed: 20 }]);
});
