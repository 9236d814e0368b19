import type { Http } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  type ApiJson,
  defineApi,
  issueKey,
  type KeyJson,
  keysOf,
  newWorkspace,
  pathOf,
  planNamed,
  revoke,
  statusWith,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

interface PlanJson {
  readonly id: string;
  readonly apiId: string;
  readonly slug: string;
  readonly keysMax: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const perDay = (limit: number) => ({ limit, windowMs: DAY_MS });

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

const catalogueOf = ({ id }: ApiJson): string => `/v1/apis/${id}/plans`;
const addressOf = ({ id }: WorkspaceJson): string => `/v1/workspaces/${id}`;
const clientOf = ({ secret }: { readonly secret: string }): Http => tenancy.server.http.bearer(secret);

let made = 0;
const aPlan = async (limits: object = {}): Promise<PlanJson> => {
  const slug = `plan-${++made}`;
  return (await tenancy.operator.post(catalogueOf(tenancy.api), { slug, name: `Plan ${made}`, ...limits })).expect(201);
};

const onPlan = async (limits: object): Promise<{ readonly plan: PlanJson; readonly workspace: WorkspaceJson }> => {
  const plan = await aPlan(limits);
  return { plan, workspace: await newWorkspace(tenancy.operator, tenancy.api, 'On a plan', plan.id) };
};

/** How many of so many requests at once are admitted. */
async function admitted(client: Http, requests = 20): Promise<number> {
  const answers = await Promise.all(Array.from({ length: requests }, () => client.get('/v1/devices')));
  return answers.filter(({ status }) => status === 200).length;
}

const planOf = async (workspace: WorkspaceJson, client = tenancy.operator) =>
  (await client.get(`${addressOf(workspace)}/plan`)).expect<{ limits: object; use: { keys: object } }>(200);

describe('the catalogue', () => {
  it('takes a plan that names nothing but itself: everything, for ten keys', async () => {
    const plan = await aPlan();
    expect(plan).toEqual({
      id: expect.stringMatching(/^plan_/),
      apiId: tenancy.api.id,
      slug: plan.slug,
      name: expect.any(String),
      entitlements: ['api_access', 'webhooks'],
      rateLimit: null,
      dailyLimit: null,
      messagesPerMonth: null,
      devicesMax: null,
      keysMax: 10,
      monthStarts: 'calendar',
      selfService: false,
    });
    const { data } = (await tenancy.operator.get(catalogueOf(tenancy.api))).expect<{ data: PlanJson[] }>(200);
    expect(data.at(0)?.slug).toBe('standard');
    expect(data.at(-1)).toEqual(plan);
  });

  it('takes a plan that names everything, and changes what a request names, and nothing else', async () => {
    const named = {
      entitlements: ['api_access'],
      rateLimit: { limit: 1_000, windowMs: 1_000 },
      dailyLimit: 100_000,
      messagesPerMonth: 0,
      devicesMax: 50,
      keysMax: null,
      monthStarts: 'anchored',
      selfService: true,
    };
    const plan = await aPlan(named);
    expect(plan).toMatchObject(named);
    const address = `${catalogueOf(tenancy.api)}/${plan.id}`;
    const changed = (await tenancy.operator.patch(address, { name: 'Renamed', dailyLimit: null })).expect(200);
    expect(changed).toEqual({ ...plan, name: 'Renamed', dailyLimit: null, inExcess: [] });
    expect((await tenancy.operator.patch(address, {})).expect(200)).toEqual(changed);
  });

  it('is no key’s to change, nor what a workspace is on', async () => {
    const { plan, workspace } = await onPlan({});
    const admin = clientOf(await issueKey(tenancy.operator, workspace, { scopes: ['admin'] }));
    for (const answer of [
      await admin.get(catalogueOf(tenancy.api)),
      await admin.post(catalogueOf(tenancy.api), { slug: 'mine', name: 'Mine' }),
      await admin.patch(`${catalogueOf(tenancy.api)}/${plan.id}`, { keysMax: null }),
      await admin.patch(addressOf(workspace), { planId: plan.id }),
      await admin.patch(addressOf(workspace), { overrides: { keysMax: 100 } }),
    ])
      expect(answer.expect(403)).toMatchObject({ code: 'forbidden' });
    for (const answer of [
      await tenancy.server.http.post(catalogueOf(tenancy.api), { slug: 'mine', name: 'Mine' }),
      await tenancy.server.http.patch(`${catalogueOf(tenancy.api)}/${plan.id}`, { keysMax: null }),
      await tenancy.server.http.get(`${addressOf(workspace)}/plan`),
    ])
      expect(answer.status).toBe(401);
    expect(await planOf(workspace)).toMatchObject({ limits: { keysMax: 10 } });
  });
});

describe('the cap on keys', () => {
  const newKey = (workspace: WorkspaceJson, more: object = {}) =>
    tenancy.operator.post(keysOf(workspace), { label: 'a key', ...more });

  it('lets exactly ten of fifty through that come at once, and the refusal says what to do', async () => {
    const { workspace } = await onPlan({});
    const answers = await Promise.all(Array.from({ length: 50 }, () => newKey(workspace)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const answer of refused) {
      expect(answer.expect(409)).toMatchObject({
        code: 'cap_reached',
        detail: expect.stringMatching(/^On the plan Plan \d+ this workspace may have 10 keys, and it has 10\. Revoke /),
      });
    }
    expect(await planOf(workspace)).toMatchObject({ use: { keys: { used: 10, allowed: 10 } } });
  });

  it('holds where creations, rotations, cancelled overlaps and revocations meet', async () => {
    const { workspace } = await onPlan({ keysMax: 5 });
    const keys = await Promise.all(Array.from({ length: 5 }, () => issueKey(tenancy.operator, workspace)));
    const rotated = await Promise.all(keys.map((key) => tenancy.operator.post(`${pathOf(key)}/rotate`, {})));
    const successors = rotated.map((answer) => answer.expect<KeyJson>(201));
    await Promise.all([
      ...keys.map((key) => tenancy.operator.post(`${pathOf(key)}/rotate/cancel`)),
      ...successors.slice(0, 2).map((key) => revoke(tenancy.operator, key)),
      ...Array.from({ length: 10 }, () => newKey(workspace)),
      ...successors.slice(2).map((key) => tenancy.operator.post(`${pathOf(key)}/rotate`, {})),
    ]).then((answers) => {
      const statuses = new Set(answers.map((answer) => ('status' in answer ? answer.status : 200)));
      expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    });
    expect((await newKey(workspace)).status).toBe(409);
    expect(await planOf(workspace)).toMatchObject({ use: { keys: { used: 5, allowed: 5 } } });
  });

  it('still holds after the server was killed in the middle', async () => {
    const { workspace } = await onPlan({ keysMax: 6 });
    const asking = Promise.allSettled(Array.from({ length: 40 }, () => newKey(workspace)));
    await newKey(workspace);
    await tenancy.server.kill9();
    await asking;
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: tenancy.operator.to(server.port) };
    await Promise.all(Array.from({ length: 10 }, () => newKey(workspace)));
    expect(await planOf(workspace)).toMatchObject({ use: { keys: { used: 6, allowed: 6 } } });
  });

  it('gives a place back with a revocation, and follows what is agreed with the workspace', async () => {
    const { workspace } = await onPlan({ keysMax: 1 });
    const key = await issueKey(tenancy.operator, workspace);
    expect((await newKey(workspace)).status).toBe(409);
    await revoke(tenancy.operator, key);
    await issueKey(tenancy.operator, workspace);
    expect((await newKey(workspace)).status).toBe(409);
    (await tenancy.operator.patch(addressOf(workspace), { overrides: { keysMax: 2 } })).expect(200);
    await issueKey(tenancy.operator, workspace);
    expect((await newKey(workspace)).status).toBe(409);
  });
});

describe('the cap on devices', () => {
  const newDevice = (client: Http) => client.post('/v1/devices', { name: 'Office' });

  it('counts the one that a workspace begins with, and holds for any number at once', async () => {
    const { workspace } = await onPlan({ devicesMax: 5 });
    const client = clientOf(await issueKey(tenancy.operator, workspace, { scopes: ['admin'] }));
    const answers = await Promise.all(Array.from({ length: 20 }, () => newDevice(client)));
    const added = answers.filter(({ status }) => status === 201);
    expect(added).toHaveLength(4);
    expect((await newDevice(client)).expect(409)).toMatchObject({
      code: 'cap_reached',
      detail: expect.stringContaining('may have 5 devices, and it has 5'),
    });
    expect(await planOf(workspace, client)).toMatchObject({ use: { devices: { used: 5, allowed: 5 } } });
    const deviceId = added[0]!.json<{ id: string }>().id;
    const message = { to: '+31612345678', body: 'Hello', deviceId };
    expect((await client.post('/v1/messages', message)).expect(201)).toMatchObject({ deviceId, sandbox: true });
  });

  it('a device is added only by a key that may, and that is not restricted to others', async () => {
    const { workspace } = await onPlan({});
    const { operator } = tenancy;
    const writer = clientOf(await issueKey(operator, workspace, { scopes: ['write'] }));
    expect((await newDevice(writer)).expect(403)).toMatchObject({ code: 'scope_missing', missing: ['devices:write'] });
    const { data } = (await writer.get('/v1/devices')).expect<{ data: { id: string }[] }>(200);
    const restriction = { scopes: ['admin'], deviceIds: data.map(({ id }) => id) };
    const restricted = clientOf(await issueKey(operator, workspace, restriction));
    expect((await newDevice(restricted)).expect(403)).toMatchObject({ code: 'resource_denied' });
    const named = clientOf(await issueKey(operator, workspace, { scopes: ['devices:write'] }));
    expect((await newDevice(named)).expect(201)).toMatchObject({ name: 'Office', status: 'connected' });
  });

  it('speaks the profile of the API', async () => {
    const { operator, server } = tenancy;
    const api = await defineApi(operator, 'linked', 'waping');
    const starter = await planNamed(operator, api, 'starter');
    const key = await issueKey(operator, await newWorkspace(operator, api, 'W', starter), { scopes: ['admin'] });
    const answer = await newDevice(server.http.with({ host: 'linked.localhost' }).bearer(key.secret));
    expect(answer.expect(409)).toMatchObject({
      error: { code: 'CAP_REACHED', message: expect.stringContaining('Starter') },
    });
  });
});

describe('a change is in force for the next request of every key', () => {
  it('of the plan itself: entitlement and rate limit, up and down', async () => {
    const { plan, workspace } = await onPlan({});
    const other = await newWorkspace(tenancy.operator, tenancy.api, 'Another', plan.id);
    const keys = [await issueKey(tenancy.operator, workspace), await issueKey(tenancy.operator, other)];
    const change = async (changes: object) =>
      (await tenancy.operator.patch(`${catalogueOf(tenancy.api)}/${plan.id}`, changes)).expect(200);
    const statuses = () => Promise.all(keys.map(({ secret }) => statusWith(tenancy.server, secret)));
    for (let round = 0; round < 10; round++) {
      expect(await statuses()).toEqual([200, 200]);
      await change({ entitlements: ['webhooks'], acceptExcess: true });
      expect(await statuses()).toEqual([403, 403]);
      await change({ entitlements: ['api_access'] });
    }
    await change({ rateLimit: perDay(2) });
    expect(await Promise.all(keys.map((key) => admitted(clientOf(key))))).toEqual([2, 2]);
    await change({ rateLimit: null });
    expect(await Promise.all(keys.map((key) => admitted(clientOf(key))))).toEqual([20, 20]);
  });

  it('of the plan that a workspace is on', async () => {
    const [slow, fast] = [await aPlan({ rateLimit: perDay(2) }), await aPlan({ rateLimit: perDay(7) })];
    const workspace = await newWorkspace(tenancy.operator, tenancy.api, 'Moving', slow.id);
    const move = async ({ id: planId }: PlanJson) =>
      (await tenancy.operator.patch(addressOf(workspace), { planId })).expect(200);
    const client = clientOf(await issueKey(tenancy.operator, workspace));
    const policy = async () => (await client.get('/v1/devices')).headers['ratelimit-policy'];
    for (let round = 0; round < 10; round++) {
      expect(await policy()).toBe('"burst";q=2;w=86400');
      await move(fast);
      expect(await policy()).toBe('"burst";q=7;w=86400');
      await move(slow);
    }
    expect(await admitted(clientOf(await issueKey(tenancy.operator, workspace)))).toBe(2);
    await move(fast);
    expect(await admitted(clientOf(await issueKey(tenancy.operator, workspace)))).toBe(7);
  });

  it('of what is agreed: a custom rate of up to 1,000 a second, and no daily limit', async () => {
    const { operator, server } = tenancy;
    const api = await defineApi(operator, 'start', 'startmessaging');
    const enterprise = await planNamed(operator, api, 'enterprise');
    const workspace = await newWorkspace(operator, api, 'Large', enterprise);
    expect(await planOf(workspace)).toMatchObject({
      limits: { rateLimit: { limit: 1_000, windowMs: 1_000 }, dailyLimit: null, keysMax: 10 },
    });
    const faster = { label: 'too fast', rateLimit: { limit: 1_001, windowMs: 1_000 } };
    expect((await operator.post(keysOf(workspace), faster)).expect(400)).toMatchObject({
      errors: [{ field: 'rateLimit' }],
    });
    const rateLimit = { limit: 250, windowMs: 1_000 };
    (await operator.patch(addressOf(workspace), { overrides: { rateLimit } })).expect(200);
    expect(await planOf(workspace)).toMatchObject({ limits: { rateLimit, dailyLimit: null } });
    const key = await issueKey(operator, workspace);
    const client = server.http.with({ host: 'start.localhost' }).bearer(key.secret);
    expect(await admitted(client, 200)).toBe(200);
  });
});

describe('a plan that lies below what is in use', () => {
  const SMALL = { entitlements: [], keysMax: 1, devicesMax: 0, rateLimit: { limit: 10, windowMs: 1_000 } };

  async function aUsedWorkspace() {
    const { workspace } = await onPlan({});
    await issueKey(tenancy.operator, workspace);
    const fast = { rateLimit: { limit: 11, windowMs: 1_000 } };
    return { workspace, key: await issueKey(tenancy.operator, workspace, fast) };
  }

  const found = async (workspace: WorkspaceJson) => (await tenancy.operator.get(addressOf(workspace))).expect(200);

  it('is refused with everything that is in the way, and nothing changes', async () => {
    const { workspace, key } = await aUsedWorkspace();
    const { id: planId } = await aPlan(SMALL);
    const before = await found(workspace);
    const refused = await tenancy.operator.patch(addressOf(workspace), { planId, name: 'Renamed' });
    expect(refused.expect(409)).toMatchObject({
      code: 'plan_too_small',
      errors: [
        { field: 'entitlements', message: '2 keys would be refused, because the plan includes no API access.' },
        { field: 'devicesMax', message: '1 device in use, 0 allowed.' },
        { field: 'keysMax', message: '2 keys in use, 1 allowed.' },
        { field: 'rateLimit', message: 'Faster than the rate limit of the plan: 1 key.' },
      ],
    });
    expect(await found(workspace)).toEqual(before);
    expect(await statusWith(tenancy.server, key.secret)).toBe(200);
  });

  it('is applied where the excess is accepted: what is there works on, nothing more is added', async () => {
    const { workspace, key } = await aUsedWorkspace();
    const { id: planId } = await aPlan({ keysMax: 1, devicesMax: 0 });
    const answer = await tenancy.operator.patch(addressOf(workspace), { planId, acceptExcess: true });
    expect(answer.expect(200)).toMatchObject({
      planId,
      excess: [
        { what: 'devicesMax', used: 1, allowed: 0 },
        { what: 'keysMax', used: 2, allowed: 1 },
      ],
    });
    expect(await statusWith(tenancy.server, key.secret)).toBe(200);
    expect((await tenancy.operator.post(keysOf(workspace), { label: 'x' })).expect(409)).toMatchObject({
      code: 'cap_reached',
      detail: expect.stringContaining('may have 1 key, and it has 2'),
    });
    expect((await tenancy.operator.post(`${pathOf(key)}/rotate`, {})).status).toBe(201);
    const renamed = await tenancy.operator.patch(addressOf(workspace), { name: 'Renamed' });
    expect(renamed.expect(200)).toMatchObject({ name: 'Renamed', excess: [] });
  });

  it('follows the same rule when the plan shrinks, or what was agreed does', async () => {
    const { plan, workspace } = await onPlan({});
    await issueKey(tenancy.operator, workspace);
    const shrink = (more: object) =>
      tenancy.operator.patch(`${catalogueOf(tenancy.api)}/${plan.id}`, { keysMax: 0, ...more });
    expect((await shrink({})).expect(409)).toMatchObject({
      code: 'plan_too_small',
      errors: [{ field: 'keysMax', message: `On a plan (${workspace.id}): 1 key in use, 0 allowed.` }],
    });
    expect(await planOf(workspace)).toMatchObject({ limits: { keysMax: 10 } });
    const agree = (keysMax: number | null) => tenancy.operator.patch(addressOf(workspace), { overrides: { keysMax } });
    expect((await agree(0)).expect(409)).toMatchObject({ code: 'plan_too_small', errors: [{ field: 'keysMax' }] });
    (await agree(1)).expect(200);
    expect((await shrink({})).expect(200)).toMatchObject({ keysMax: 0, inExcess: [] });
    expect((await agree(null)).expect(409)).toMatchObject({ code: 'plan_too_small' });
  });

  it('does not slip through while keys are being made', async () => {
    for (let round = 0; round < 5; round++) {
      const { plan, workspace } = await onPlan({});
      const answers = await Promise.all([
        ...Array.from({ length: 6 }, () => tenancy.operator.post(keysOf(workspace), { label: 'x' })),
        tenancy.operator.patch(`${catalogueOf(tenancy.api)}/${plan.id}`, { keysMax: 3 }),
        ...Array.from({ length: 6 }, () => tenancy.operator.post(keysOf(workspace), { label: 'x' })),
      ]);
      const shrunk = answers[6]!.status === 200;
      const { use } = await planOf(workspace);
      expect(use).toMatchObject({ keys: shrunk ? { used: 3, allowed: 3 } : { used: 10, allowed: 10 } });
    }
  });
});

it('a workspace sees what it is on, and nobody else’s', async () => {
  const { plan, workspace } = await onPlan({ dailyLimit: 5, devicesMax: 3 });
  const { workspace: other } = await onPlan({});
  (await tenancy.operator.patch(addressOf(workspace), { overrides: { dailyLimit: 9 } })).expect(200);
  const reader = clientOf(await issueKey(tenancy.operator, workspace, { scopes: ['workspace:read'] }));
  expect(await planOf(workspace, reader)).toEqual({
    plan,
    limits: { rateLimit: null, dailyLimit: 9, messagesPerMonth: null, devicesMax: 3, keysMax: 10 },
    use: {
      keys: { used: 1, allowed: 10 },
      devices: { used: 1, allowed: 3 },
      fasterKeys: 0,
      // Managing is no request of the day.
      meters: [expect.objectContaining({ name: 'daily_limit', limit: 9, period: 'day', used: 0, remaining: 9 })],
    },
  });
  expect((await reader.get(`${addressOf(other)}/plan`)).status).toBe(404);
  const writer = clientOf(await issueKey(tenancy.operator, workspace, { scopes: ['write'] }));
  expect((await writer.get(`${addressOf(workspace)}/plan`)).expect(403)).toMatchObject({ missing: ['workspace:read'] });
});
