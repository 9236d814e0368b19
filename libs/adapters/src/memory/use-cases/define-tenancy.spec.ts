import {
  DefineApi,
  DefineWorkspace,
  Leases,
  NO_LIMITS,
  type RecordInvalidation,
  UNRESTRICTED,
  UpdateWorkspace,
} from '@latchkey/domain';
import { aPlan, ManualClock, SeededRandom } from '@latchkey/testing';
import { MemoryDatabase } from '../memory-database.js';
import { aCaller, aTenant } from './a-tenant.fixture.js';

function setUp(database = new MemoryDatabase()) {
  const clock = new ManualClock();
  const random = new SeededRandom();
  const told: string[] = [];
  const invalidation: RecordInvalidation = {
    keyChanged: async (sha256) => void told.push(`key ${sha256}`),
    workspaceChanged: async (id) => void told.push(`workspace ${id}`),
    planChanged: async (id) => void told.push(`plan ${id}`),
    personChanged: () => Promise.reject(new Error('no person changes here')),
    apisChanged: async () => void told.push('apis'),
  };
  const template = {
    defaults: { keyLifetimeDays: 365, scopes: ['read'] as const },
    plans: [
      {
        ...NO_LIMITS,
        slug: 'free',
        name: 'Free',
        entitlements: [],
        monthStarts: 'calendar' as const,
        selfService: false,
      },
      {
        ...NO_LIMITS,
        slug: 'starter',
        name: 'Starter',
        entitlements: ['api_access'] as const,
        rateLimit: { limit: 10, windowMs: 1000 },
        dailyLimit: 1_000,
        keysMax: 10,
        monthStarts: 'anchored' as const,
        selfService: false,
      },
    ],
  };
  const defineApi = new DefineApi(database, invalidation, clock, random, () => template);
  const defineWorkspace = new DefineWorkspace(database, clock, random);
  const updateWorkspace = new UpdateWorkspace(database, invalidation, new Leases(database.meters), clock, random);
  return {
    clock,
    database,
    told,
    defineApi,
    defineWorkspace,
    update: async (...change: Parameters<UpdateWorkspace['execute']>) =>
      (await updateWorkspace.execute(...change)).workspace,
  };
}

const API = {
  name: 'My API',
  slug: 'my-api',
  hostnames: ['api.example.com'],
  wireProfile: 'waping',
  defaults: {},
} as const;

test('an API starts with the defaults and the plans of its wire profile', async () => {
  const { defineApi, database, told } = setUp();
  const api = await defineApi.create(aCaller(), { ...API, defaults: { keyLifetimeDays: null } });
  expect(api.defaults).toEqual({ keyLifetimeDays: null, scopes: ['read'], leakPolicy: 'revoke' });
  expect(await database.plans.ofApi(api.id)).toMatchObject([
    { slug: 'free', entitlements: [], dailyLimit: null, keysMax: null, monthStarts: 'calendar' },
    { slug: 'starter', rateLimit: { limit: 10 }, dailyLimit: 1_000, keysMax: 10, monthStarts: 'anchored' },
  ]);
  expect(told).toEqual(['apis']);
});

test('only the first API may do without a host name', async () => {
  const { defineApi } = setUp();
  const first = await defineApi.create(aCaller(), { ...API, hostnames: [] });
  await expect(defineApi.create(aCaller(), { ...API, slug: 'second', hostnames: [] })).rejects.toMatchObject({
    field: 'hostnames',
  });
  await expect(defineApi.update(aCaller(), { apiId: first.id, hostnames: [] })).resolves.toMatchObject({
    hostnames: [],
  });
});

test.each([
  ['slug', { ...API, hostnames: ['other.example.com'] }],
  ['hostnames', { ...API, slug: 'other' }],
])('two APIs never share a %s', async (field, second) => {
  const { defineApi, database } = setUp();
  await defineApi.create(aCaller(), API);
  await expect(defineApi.create(aCaller(), second)).rejects.toMatchObject({ code: 'conflict', field });
  expect(await database.apis.all()).toHaveLength(1);
});

test('a workspace starts on the first plan that includes the API, with a device to try', async () => {
  const { defineApi, defineWorkspace, database } = setUp();
  const api = await defineApi.create(aCaller(), API);
  const workspace = await defineWorkspace.create(aCaller(), { apiId: api.id, name: 'Acme' });
  expect(await database.plans.find(workspace.planId)).toMatchObject({ slug: 'starter' });
  expect(await database.devices.oldestConnected(workspace.id)).toMatchObject({ status: 'connected' });
});

test("a plan of another API's catalogue is refused, and nothing is written", async () => {
  const { database, workspace } = await aTenant();
  const { defineApi, update } = setUp(database);
  const other = await defineApi.create(aCaller(), API);
  const [foreign = aPlan()] = await database.plans.ofApi(other.id);
  const change = update(aCaller(), { workspaceId: workspace.id, planId: foreign.id });
  await expect(change).rejects.toMatchObject({ field: 'planId' });
  expect(await database.workspaces.find(workspace.id)).toEqual(workspace);
});

test('suspending is an operator’s, and is made known', async () => {
  const { database, workspace } = await aTenant();
  const { clock, update, told } = setUp(database);
  const own = aCaller({ workspaceId: workspace.id });
  const suspension = { workspaceId: workspace.id, suspended: true };
  await expect(update(own, suspension)).rejects.toMatchObject({
    code: 'forbidden',
    field: 'suspended',
  });
  const suspended = await update(aCaller(), suspension);
  expect(suspended.suspendedAtMs).toBe(clock.nowMs());
  expect(told).toEqual([`workspace ${workspace.id}`]);
  const renamed = await update(own, { workspaceId: workspace.id, name: 'Acme Ltd' });
  expect(renamed.suspendedAtMs).toBe(suspended.suspendedAtMs);
});

test('the allowlist of a workspace is stored canonically, audited, and made known', async () => {
  const { database, workspace } = await aTenant();
  const { update, told } = setUp(database);
  const own = aCaller({ workspaceId: workspace.id });
  const change = (ipAllowlist: string[], caller = own) => update(caller, { workspaceId: workspace.id, ipAllowlist });
  expect((await change(['2001:DB8::/32', '10.0.0.1/32'])).ipAllowlist).toEqual(['2001:db8::/32', '10.0.0.1']);
  expect(told).toEqual([`workspace ${workspace.id}`]);
  expect((await database.audit.page({ workspaceId: workspace.id }, { limit: 1 })).items).toMatchObject([
    { before: { ipAllowlist: [] }, after: { ipAllowlist: ['2001:db8::/32', '10.0.0.1'] } },
  ]);
  await expect(change(['10.0.0.1', '010.0.0.1'])).rejects.toMatchObject({ field: 'ipAllowlist.1' });
  expect((await change([])).ipAllowlist).toEqual([]);
});

test('a key that is restricted to addresses cannot open the workspace to others', async () => {
  const { database, workspace } = await aTenant();
  const { update } = setUp(database);
  const key = aCaller({ workspaceId: workspace.id, reach: { ...UNRESTRICTED, ipAllowlist: ['10.0.0.0/8'] } });
  const change = (ipAllowlist: string[]) => update(key, { workspaceId: workspace.id, ipAllowlist });
  for (const wider of [[], ['10.0.0.1', '192.0.2.1']]) {
    await expect(change(wider)).rejects.toMatchObject({ code: 'scope_not_held', field: 'ipAllowlist' });
  }
  expect((await change(['10.0.0.1'])).ipAllowlist).toEqual(['10.0.0.1']);
});
