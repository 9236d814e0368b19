import {
  CloseMonths,
  DrawStatement,
  LEFT_OPEN_MS,
  ReadStatements,
  RollUpUsage,
  type Statement,
  StoreUnavailableError,
  UsageWriter,
  type Workspace,
} from '@latchkey/domain';
import { aDevice, aMessage, aMinuteCount, anApiKey, aPlan, aRevocation, aUsageBatch } from '@latchkey/testing';
import { aRotation } from './a-rotation.fixture.js';
import { aCaller } from './a-tenant.fixture.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const NEVER = new AbortController().signal;
const FEBRUARY = Date.UTC(2026, 1, 1);

/** A workspace that began with January 2026, which is over by a few seconds less than it is left open. */
async function aBilledWorkspace(more: Partial<Workspace> = {}) {
  const world = await aRotation();
  const { database, clock, workspace: bare, plan, api } = world;
  const workspace: Workspace = { ...bare, ...more };
  await database.workspaces.update(workspace);
  const writer = new UsageWriter(world.usage, database.usage, 'writer');
  const draw = new DrawStatement(database);
  const read = new ReadStatements(database, writer, draw, clock);
  const another = () => new CloseMonths(database, writer, new DrawStatement(database), clock);
  const closeMonths = another();
  const count = (keyId: string, atMs: number, outcome: 'allowed' | 'rate_limited', counted: number) =>
    database.usage.write(
      aUsageBatch({ counts: [aMinuteCount({ workspaceId: workspace.id, keyId, atMs, outcome, count: counted })] }),
    );
  const device = aDevice({ workspaceId: workspace.id });
  await database.devices.insert(device);
  return {
    ...world,
    workspace,
    plan,
    writer,
    device,
    read,
    count,
    another,
    addKey: async (key: Parameters<typeof anApiKey>[0] = {}) => {
      const made = anApiKey({ apiId: api.id, workspaceId: workspace.id, ...key });
      await database.keys.insert(made);
      return made;
    },
    send: async (keyId: string, createdAtMs: number, sandbox = false) =>
      database.messages.insert(
        aMessage({ workspaceId: workspace.id, keyId, deviceId: device.id, createdAtMs, sandbox }),
      ),
    close: (signal = NEVER) => closeMonths.execute(signal),
    statement: (month: string): Promise<Statement> => read.find(aCaller(), workspace.id, month),
    monthsOf: async (limit = 100, beforeId?: string) =>
      read.months(aCaller(), workspace.id, { limit, ...(beforeId !== undefined && { beforeId }) }),
  };
}

test('a statement tells who did what from the first to the last moment of the month, and nothing of other months', async () => {
  const { addKey, count, send, statement, clock, workspace, plan, api } = await aBilledWorkspace();
  const live = await addKey({ label: 'Live' });
  const test = await addKey({ label: 'Test', environment: 'test' });
  await addKey({ label: 'Idle' });
  const { startMs, endMs } = { startMs: Date.UTC(2026, 0, 1), endMs: FEBRUARY };
  clock.set(FEBRUARY + 5 * DAY_MS);
  for (const [atMs, counted] of [
    [startMs - 60_000, 1_000],
    [startMs, 1],
    [endMs - 60_000, 10],
    [endMs, 100],
  ] as const)
    await count(live.id, atMs, 'allowed', counted);
  await count(live.id, startMs, 'rate_limited', 3);
  await count(test.id, startMs, 'allowed', 5);
  for (const atMs of [startMs - 1, startMs, endMs - 1, endMs]) await send(live.id, atMs);
  await send(test.id, startMs, true);
  expect(await statement('2026-01')).toEqual({
    workspaceId: workspace.id,
    workspaceName: workspace.name,
    apiId: api.id,
    apiName: api.name,
    month: '2026-01',
    startMs,
    endMs,
    closedAtMs: null,
    plans: [expect.objectContaining({ planId: plan.id, slug: plan.slug, monthStarts: 'calendar', startMs, endMs })],
    totals: { requestsAllowed: 16, requestsRefused: 3, messages: 2, sandboxMessages: 1 },
    allowance: { startMs, endMs, quantity: 3, included: null, overage: 0 },
    devices: { quantity: 1, included: null, overage: 0 },
    keys: { quantity: 3, included: null, overage: 0 },
    lines: [
      {
        keyId: live.id,
        label: 'Live',
        environment: 'live',
        type: 'production',
        requestsAllowed: 11,
        requestsRefused: 3,
        messages: 2,
        sandboxMessages: 0,
      },
      expect.objectContaining({ keyId: test.id, environment: 'test', requestsAllowed: 5, sandboxMessages: 1 }),
    ],
  });
});

test('a month is closed an hour after its end, with what was counted last, and never changes again', async () => {
  const { addKey, count, send, statement, clock, close, workspace, database, updateWorkspace, outcome, issueKey } =
    await aBilledWorkspace();
  const { secret } = await issueKey.execute(aCaller(), { workspaceId: workspace.id, label: 'Counted' });
  clock.set(FEBRUARY - 1);
  await outcome(secret);
  clock.set(FEBRUARY + LEFT_OPEN_MS - 1);
  await close();
  expect((await statement('2026-01')).closedAtMs).toBeNull();
  clock.advance(1);
  await close();
  const closed = await statement('2026-01');
  expect(closed).toMatchObject({ closedAtMs: clock.nowMs(), totals: { requestsAllowed: 1 } });
  const late = await addKey();
  await count(late.id, FEBRUARY - 60_000, 'allowed', 99);
  await send(late.id, FEBRUARY - 1);
  await updateWorkspace.execute(aCaller(), {
    workspaceId: workspace.id,
    name: 'Renamed',
    overrides: { keysMax: 0 },
    acceptExcess: true,
  });
  await database.devices.insert(aDevice({ workspaceId: workspace.id, createdAtMs: 0 }));
  clock.advance(400 * DAY_MS);
  await close();
  expect(await statement('2026-01')).toEqual(closed);
  expect(await statement('2027-01')).toMatchObject({ workspaceName: 'Renamed' });
});

test('two who close at once agree on one statement', async () => {
  const { another, clock, database, workspace, statement } = await aBilledWorkspace();
  clock.set(FEBRUARY + LEFT_OPEN_MS);
  const close = jest.spyOn(database.statements, 'close');
  await Promise.all(Array.from({ length: 5 }, () => another().execute(NEVER)));
  const won = await Promise.all(close.mock.results.map(({ value }) => value as Promise<boolean>));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await database.statements.months(workspace.id)).toHaveLength(1);
  expect((await statement('2026-01')).closedAtMs).toBe(clock.nowMs());
});

test('after a long pause every month that was missed is closed, each with its own, though usage was rolled up meanwhile', async () => {
  const { addKey, count, statement, clock, close, database, monthsOf } = await aBilledWorkspace();
  const key = await addKey();
  const middleOf = (month: number) => Date.UTC(2026, month, 28, 23, 59);
  for (const month of [0, 1, 2, 3]) await count(key.id, middleOf(month), 'allowed', 10 ** month);
  clock.set(Date.UTC(2027, 3, 20));
  await new RollUpUsage(database, clock).execute(NEVER);
  await close();
  for (const [month, total] of [
    ['2026-01', 1],
    ['2026-02', 10],
    ['2026-03', 100],
    ['2026-04', 1_000],
    ['2026-05', 0],
    ['2027-03', 0],
  ] as const)
    expect(await statement(month)).toMatchObject({
      closedAtMs: clock.nowMs(),
      totals: { requestsAllowed: total },
    });
  const { items } = await monthsOf();
  expect(items.map(({ month, closedAtMs }) => [month, closedAtMs !== null]).slice(0, 3)).toEqual([
    ['2027-04', false],
    ['2027-03', true],
    ['2027-02', true],
  ]);
  expect(items).toHaveLength(16);
});

test('a closed month stays readable when its usage is long forgotten; one that was never closed is not made up', async () => {
  const { addKey, count, statement, clock, close, database, monthsOf } = await aBilledWorkspace();
  await count((await addKey()).id, Date.UTC(2026, 0, 5), 'allowed', 7);
  clock.set(FEBRUARY + LEFT_OPEN_MS);
  await close();
  clock.set(Date.UTC(2029, 0, 1) + LEFT_OPEN_MS);
  await new RollUpUsage(database, clock).execute(NEVER);
  await close();
  expect((await statement('2026-01')).totals.requestsAllowed).toBe(7);
  await expect(statement('2026-02')).rejects.toMatchObject({ code: 'not_found' });
  const months = (await monthsOf()).items.map(({ month }) => month);
  expect(months.slice(-2)).toEqual(['2026-12', '2026-01']);
});

test('closing that is broken off goes on where it was', async () => {
  const { database, api, plan, clock, close, another, workspace } = await aBilledWorkspace();
  const others = Array.from({ length: 3 }, (_, at) => ({
    ...workspace,
    id: `ws_${at}`,
    apiId: api.id,
    planId: plan.id,
  }));
  for (const other of others) await database.workspaces.insert(other);
  clock.set(FEBRUARY + LEFT_OPEN_MS);
  const stop = new AbortController();
  const write = database.statements.close.bind(database.statements);
  jest.spyOn(database.statements, 'close').mockImplementationOnce((statement) => (stop.abort(), write(statement)));
  await close(stop.signal);
  expect(await database.statements.without('2026-01', FEBRUARY, 10)).toHaveLength(3);
  jest.spyOn(database.statements, 'close').mockRejectedValueOnce(new StoreUnavailableError());
  await expect(close()).rejects.toBeInstanceOf(StoreUnavailableError);
  await close();
  expect(await database.statements.without('2026-01', FEBRUARY, 10)).toEqual([]);
  await another().execute(NEVER);
});

test('nothing is closed while what was counted cannot be written', async () => {
  const { writer, clock, close, database } = await aBilledWorkspace();
  clock.set(FEBRUARY + LEFT_OPEN_MS);
  jest.spyOn(writer, 'flush').mockRejectedValueOnce(new StoreUnavailableError());
  await expect(close()).rejects.toBeInstanceOf(StoreUnavailableError);
  expect(await database.statements.without('2026-01', FEBRUARY, 10)).toHaveLength(1);
});

test('a leap February has 29 days, and the workspace’s first month begins with it', async () => {
  const createdAtMs = Date.UTC(2028, 1, 10, 12);
  const { addKey, count, clock, close, statement, monthsOf } = await aBilledWorkspace({ createdAtMs });
  const key = await addKey({ createdAtMs });
  clock.set(Date.UTC(2028, 2, 2));
  await count(key.id, Date.UTC(2028, 1, 29, 23, 59), 'allowed', 4);
  await close();
  expect(await statement('2028-02')).toMatchObject({
    startMs: Date.UTC(2028, 1, 1),
    endMs: Date.UTC(2028, 2, 1),
    plans: [{ startMs: createdAtMs, endMs: Date.UTC(2028, 2, 1) }],
    totals: { requestsAllowed: 4 },
  });
  expect((await monthsOf()).items.map(({ month }) => month)).toEqual(['2028-03', '2028-02']);
  await expect(statement('2028-01')).rejects.toMatchObject({ code: 'not_found' });
});

test('a plan that changed in the middle of the month is told with the one before, each for as long as it held', async () => {
  const { addKey, send, clock, updateWorkspace, workspace, plan, database, api, close, statement } =
    await aBilledWorkspace();
  const gold = aPlan({ apiId: api.id, name: 'Gold', messagesPerMonth: 1, keysMax: 5 });
  await database.plans.insert(gold);
  const key = await addKey();
  for (const date of [2, 3]) await send(key.id, Date.UTC(2026, 0, date));
  clock.set(Date.UTC(2026, 0, 10));
  const { id: workspaceId } = workspace;
  await updateWorkspace.execute(aCaller(), { workspaceId, planId: gold.id });
  clock.set(Date.UTC(2026, 0, 20));
  await updateWorkspace.execute(aCaller(), { workspaceId, overrides: { keysMax: 9 } });
  await updateWorkspace.execute(aCaller(), { workspaceId, name: 'Renamed' });
  clock.set(FEBRUARY + 1);
  await updateWorkspace.execute(aCaller(), { workspaceId, planId: plan.id, overrides: { keysMax: null } });
  clock.set(FEBRUARY + LEFT_OPEN_MS);
  await close();
  expect(await statement('2026-01')).toMatchObject({
    plans: [
      { planId: plan.id, startMs: Date.UTC(2026, 0, 1), endMs: Date.UTC(2026, 0, 10), limits: { keysMax: null } },
      { planId: gold.id, startMs: Date.UTC(2026, 0, 10), endMs: Date.UTC(2026, 0, 20), limits: { keysMax: 5 } },
      { planId: gold.id, name: 'Gold', startMs: Date.UTC(2026, 0, 20), endMs: FEBRUARY, limits: { keysMax: 9 } },
    ],
    allowance: { quantity: 2, included: 1, overage: 1 },
    keys: { quantity: 1, included: 9, overage: 0 },
  });
});

test('on an anchored plan the allowance is told for its own month, that ends in this one; from the beginning there is none', async () => {
  const createdAtMs = Date.UTC(2026, 0, 31, 10);
  const { addKey, send, clock, plan, database, close, statement } = await aBilledWorkspace({ createdAtMs });
  await database.plans.update({ ...plan, monthStarts: 'anchored', messagesPerMonth: 10 });
  const key = await addKey({ createdAtMs });
  const sandboxKey = await addKey({ createdAtMs, type: 'sandbox' });
  for (const atMs of [
    createdAtMs,
    Date.UTC(2026, 1, 28, 10) - 1,
    Date.UTC(2026, 1, 28, 10),
    Date.UTC(2026, 2, 31, 10) - 1,
    Date.UTC(2026, 2, 31, 10),
  ])
    await send(key.id, atMs);
  await send(sandboxKey.id, createdAtMs, true);
  clock.set(Date.UTC(2026, 3, 1) + LEFT_OPEN_MS);
  await close();
  expect((await statement('2026-01')).allowance).toBeNull();
  expect(await statement('2026-02')).toMatchObject({
    totals: { messages: 2, sandboxMessages: 0 },
    allowance: { startMs: createdAtMs, endMs: Date.UTC(2026, 1, 28, 10), quantity: 2, included: 10 },
  });
  expect((await statement('2026-03')).allowance).toMatchObject({
    startMs: Date.UTC(2026, 1, 28, 10),
    endMs: Date.UTC(2026, 2, 31, 10),
    quantity: 2,
  });
});

test('keys and devices are those of the end of the month, however late it is looked at', async () => {
  const { addKey, clock, close, database, device, workspace, statement, plan } = await aBilledWorkspace();
  await database.plans.update({ ...plan, keysMax: 1, devicesMax: 1 });
  await addKey();
  await addKey({ revocation: aRevocation({ atMs: FEBRUARY }) });
  await addKey({ revocation: aRevocation({ atMs: FEBRUARY - 1 }) });
  await addKey({ expiresAtMs: FEBRUARY - 1 });
  const later = await addKey({ createdAtMs: FEBRUARY });
  const successor = await addKey({ createdAtMs: FEBRUARY + 1 });
  await addKey({ replacement: { byId: successor.id, overlapMs: 0, overlapEndsAtMs: FEBRUARY + 1 } });
  expect(later.id).toBeDefined();
  await database.devices.update({ ...device, removedAtMs: FEBRUARY });
  for (const removedAtMs of [FEBRUARY - 1, null])
    await database.devices.insert(aDevice({ workspaceId: workspace.id, removedAtMs }));
  clock.set(Date.UTC(2026, 6, 1));
  await close();
  expect(await statement('2026-01')).toMatchObject({
    keys: { quantity: 3, included: 1, overage: 2 },
    devices: { quantity: 2, included: 1, overage: 1 },
  });
});

test('months are listed in pages, the newest first, the open one marked', async () => {
  const { clock, close, monthsOf } = await aBilledWorkspace();
  clock.set(Date.UTC(2026, 3, 5));
  await close();
  const first = await monthsOf(2);
  expect(first).toMatchObject({ hasMore: true, items: [{ month: '2026-04', closedAtMs: null }, { month: '2026-03' }] });
  const second = await monthsOf(2, '2026-03');
  expect(second).toMatchObject({ hasMore: false, items: [{ month: '2026-02' }, { month: '2026-01' }] });
});

test('a month that has not come, one before the workspace, and anybody else’s, are no statement', async () => {
  const { read, statement, workspace, clock } = await aBilledWorkspace();
  for (const month of ['2026-02', '2025-12', '9999-12', '0001-01'])
    await expect(statement(month)).rejects.toMatchObject({ code: 'not_found' });
  await expect(statement('2026-13')).rejects.toMatchObject({ code: 'invalid_request', field: 'month' });
  const stranger = aCaller({ workspaceId: 'ws_other' });
  for (const month of ['2026-01', 'nonsense'])
    await expect(read.find(stranger, workspace.id, month)).rejects.toMatchObject({ code: 'not_found' });
  await expect(read.months(stranger, workspace.id, { limit: 1 })).rejects.toMatchObject({ code: 'not_found' });
  expect(clock.nowMs()).toBeLessThan(FEBRUARY);
});

test('of an API every workspace that was there has its statement, and no other', async () => {
  const { read, database, api, workspace, clock } = await aBilledWorkspace();
  const other = { ...workspace, id: 'ws_z', name: 'Other' };
  await database.workspaces.insert(other);
  await database.workspaces.insert({ ...workspace, id: 'ws_y', createdAtMs: FEBRUARY });
  clock.set(FEBRUARY + 1);
  const found: string[] = [];
  for await (const { workspaceId } of read.ofApi(api.id, '2026-01')) found.push(workspaceId);
  expect(found.sort()).toEqual([workspace.id, other.id].sort());
  const first = (apiId: string, month: string) => read.ofApi(apiId, month).next();
  await expect(first('api_unknown', '2026-01')).rejects.toMatchObject({ code: 'not_found' });
  await expect(first(api.id, '2026-03')).rejects.toMatchObject({ code: 'not_found' });
  await expect(first(api.id, '2026-3')).rejects.toMatchObject({ field: 'month' });
});
