import { recordsOf } from './database.js';
import type { Http } from './http.js';
import { join, newPerson } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, newWorkspace, type PageJson, type Tenancy, tenancyOn, type WorkspaceJson } from './tenancy.js';

interface PlanJson {
  readonly id: string;
  readonly name: string;
}

interface PlanChangeJson {
  readonly plan: PlanJson;
  readonly isCurrent: boolean;
  readonly mayChoose: boolean;
  readonly obstacles: readonly { readonly what: string; readonly message: string }[];
  readonly meters: readonly { readonly name: string; readonly used: number; readonly remaining: number }[];
}

let tenancy: Tenancy;
let plans = 0;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

const aPlan = async (more: object = {}): Promise<PlanJson> => {
  const named = { slug: `plan-${++plans}`, name: `Plan ${plans}`, selfService: true };
  return (await tenancy.operator.post(`/v1/apis/${tenancy.api.id}/plans`, { ...named, ...more })).expect(201);
};

const planOf = ({ id }: WorkspaceJson): string => `/v1/workspaces/${id}/plan`;
const planNow = async (workspace: WorkspaceJson): Promise<string> =>
  (await tenancy.operator.get(planOf(workspace))).expect<{ plan: PlanJson }>(200).plan.id;

/** A workspace on a plan of self-service, with somebody in each of two roles. */
async function aChoosingWorkspace(more: object = {}) {
  const { api, operator, server } = tenancy;
  const plan = await aPlan(more);
  const workspace = await newWorkspace(operator, api, `On ${plan.name}`, plan.id);
  const owner = await newPerson(operator, server, `Owner${plans}`);
  const viewer = await newPerson(operator, server, `Viewer${plans}`);
  await join(operator, workspace, owner, 'owner');
  await join(operator, workspace, viewer, 'viewer');
  return { plan, workspace, owner: owner.http, viewer: viewer.http };
}

const keyWith = async (workspace: WorkspaceJson, more: object): Promise<Http> =>
  tenancy.server.http.bearer((await issueKey(tenancy.operator, workspace, more)).secret);

const change = (client: Http, workspace: WorkspaceJson, body: object) =>
  client.post(`${planOf(workspace)}/change`, body);

it('an owner sees the catalogue, and what of it is theirs to choose', async () => {
  const { plan, workspace, owner, viewer } = await aChoosingWorkspace();
  const mine = await aPlan({ keysMax: 3 });
  const theirs = await aPlan({ selfService: false });
  const options = (await owner.get(`${planOf(workspace)}/options`)).expect<PageJson<PlanChangeJson>>(200);
  const found = Object.fromEntries(options.data.map((option) => [option.plan.id, option]));
  expect(found[plan.id]).toMatchObject({ isCurrent: true, mayChoose: true, obstacles: [] });
  expect(found[mine.id]).toMatchObject({ isCurrent: false, mayChoose: true, after: { keysMax: 3 } });
  expect(found[theirs.id]).toMatchObject({ isCurrent: false, mayChoose: false });
  const seen = (await viewer.get(`${planOf(workspace)}/options`)).expect<PageJson<PlanChangeJson>>(200);
  expect(seen.data.map(({ mayChoose }) => mayChoose)).not.toContain(true);
});

it('a change is in force when it is answered: the next message goes through', async () => {
  const { workspace, owner } = await aChoosingWorkspace({ messagesPerMonth: 0 });
  const sender = await keyWith(workspace, { scopes: ['write'] });
  const send = async () => (await sender.post('/v1/messages', { to: '+31612345678', body: 'Hello' })).status;
  const larger = await aPlan({ messagesPerMonth: 2 });
  for (let i = 0; i < 3; i++) expect(await send()).toBe(429);
  const changed = (await change(owner, workspace, { planId: larger.id })).expect<object>(200);
  expect(changed).toMatchObject({ plan: { id: larger.id }, limits: { messagesPerMonth: 2 }, excess: [] });
  expect([await send(), await send(), await send()]).toEqual([201, 201, 429]);
  const { data } = (await owner.get(`${planOf(workspace)}/options`)).expect<PageJson<PlanChangeJson>>(200);
  expect(data.find(({ isCurrent }) => isCurrent)?.meters).toMatchObject([{ used: 2, remaining: 0 }]);
});

it('nobody but an operator gives a plan that is not of self-service, or takes one away', async () => {
  const { plan, workspace, owner } = await aChoosingWorkspace();
  const custom = await aPlan({ selfService: false });
  const admin = await keyWith(workspace, { scopes: ['admin'] });
  for (const client of [owner, admin])
    expect((await change(client, workspace, { planId: custom.id })).expect(403)).toMatchObject({ code: 'forbidden' });
  expect(await planNow(workspace)).toBe(plan.id);
  (await change(tenancy.operator, workspace, { planId: custom.id })).expect(200);
  for (const client of [owner, admin]) expect((await change(client, workspace, { planId: plan.id })).status).toBe(403);
  expect(await planNow(workspace)).toBe(custom.id);
});

it('a key may change the plan with billing:write, unless it is restricted or of the sandbox; a viewer may not', async () => {
  const { plan, workspace, viewer } = await aChoosingWorkspace();
  const { id: planId } = await aPlan();
  expect((await change(viewer, workspace, { planId })).status).toBe(403);
  for (const [more, code] of [
    [{ scopes: ['billing:read', 'workspace:write'] }, 'scope_missing'],
    [{ scopes: ['admin'], type: 'read_only' }, 'scope_missing'],
    [{ scopes: ['admin'], type: 'sandbox' }, 'environment_denied'],
    [{ scopes: ['admin'], environment: 'test' }, 'environment_denied'],
    [{ scopes: ['admin'], ipAllowlist: ['127.0.0.0/8', '::1'] }, 'forbidden'],
  ] as const)
    expect((await change(await keyWith(workspace, more), workspace, { planId })).expect(403)).toMatchObject({ code });
  expect(await planNow(workspace)).toBe(plan.id);
  (await change(await keyWith(workspace, { scopes: ['billing:write'] }), workspace, { planId })).expect(200);
  expect(await planNow(workspace)).toBe(planId);
});

it('a preview says what is in the way, word for word as the refusal, and changes and spends nothing', async () => {
  const { workspace, owner } = await aChoosingWorkspace({ dailyLimit: 10 });
  const caller = await keyWith(workspace, {
    scopes: ['read', 'billing:read'],
    rateLimit: { limit: 50, windowMs: 1_000 },
  });
  await issueKey(tenancy.operator, workspace);
  (await caller.get('/v1/devices')).expect(200);
  const small = await aPlan({ dailyLimit: 5, keysMax: 1, rateLimit: { limit: 5, windowMs: 1_000 } });
  const before = await recordsOf(tenancy.server.dataDir);
  const preview = (client: Http) => client.post(`${planOf(workspace)}/preview`, { planId: small.id });
  const told = (await preview(owner)).expect<PlanChangeJson>(200);
  expect(told).toMatchObject({
    mayChoose: true,
    before: { dailyLimit: 10, rateLimit: null },
    after: { dailyLimit: 5, keysMax: 1 },
    obstacles: [
      { what: 'keysMax', used: 2, allowed: 1, message: '2 keys in use, 1 allowed.' },
      { what: 'rateLimit', used: 1, allowed: 0 },
    ],
    meters: [{ name: 'daily_limit', limit: 5, used: 1, remaining: 4 }],
  });
  expect((await preview(caller)).expect<PlanChangeJson>(200)).toEqual({ ...told, mayChoose: false });
  const refusal = (await change(owner, workspace, { planId: small.id })).expect<{ errors: object[] }>(409);
  expect(refusal.errors).toEqual(told.obstacles.map(({ what, message }) => ({ field: what, message })));
  expect((await change(owner, workspace, { planId: small.id, acceptExcess: true })).status).toBe(403);
  expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
});

it('changes at once come one after the other, each from where the one before has led', async () => {
  const { plan, workspace, owner } = await aChoosingWorkspace();
  const targets = [await aPlan(), await aPlan()];
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => change(owner, workspace, { planId: targets[at % 2]!.id })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
  const month = new Date().toISOString().slice(0, 7);
  const statement = (await owner.get(`/v1/workspaces/${workspace.id}/statements/${month}`)).expect<{
    plans: { planId: string; from: string; to: string }[];
  }>(200);
  const [first, ...others] = statement.plans;
  expect(first?.planId).toBe(plan.id);
  expect(statement.plans.at(-1)?.planId).toBe(await planNow(workspace));
  others.forEach(({ from, planId }, at) => {
    expect(from).toBe(statement.plans[at]?.to);
    expect(planId).not.toBe(statement.plans[at]?.planId);
  });
});

it('a plan of another API, and none at all, are refused by name; another’s workspace is none', async () => {
  const { workspace, owner } = await aChoosingWorkspace();
  const { workspace: other } = await aChoosingWorkspace();
  for (const planId of ['plan_00000000000000000000000000', workspace.id])
    for (const act of ['preview', 'change'])
      expect((await owner.post(`${planOf(workspace)}/${act}`, { planId })).expect(400)).toMatchObject({
        errors: [{ field: 'planId' }],
      });
  for (const act of ['preview', 'change'])
    expect((await owner.post(`${planOf(other)}/${act}`, { planId: workspace.planId })).status).toBe(404);
  expect((await owner.get(`${planOf(other)}/options`)).status).toBe(404);
});
