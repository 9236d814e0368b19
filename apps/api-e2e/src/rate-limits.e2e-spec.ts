import type { Http } from './http.js';
import { manyAtOnce } from './many-at-once.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  type IssuedKeyJson,
  issueKey,
  pathOf,
  signIn,
  tenancyOn,
  type Tenancy,
} from './tenancy.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

const ask = (client: Http) => client.get('/v1/devices');

const hammer = (client: Http, requests: number) => manyAtOnce(() => ask(client), requests);

const clientOf = ({ secret }: IssuedKeyJson): Http => tenancy.server.http.bearer(secret);

// A window of a day gives one request back after 86 seconds at the earliest, which no run of these tests lasts.
test.each([1, 7, 100, 1000])(
  'of 2,000 requests at the same time against a limit of %d, exactly that many are admitted',
  async (limit) => {
    const key = await issueKey(tenancy.operator, tenancy.workspace, { rateLimit: { limit, windowMs: DAY_MS } });
    expect(await hammer(clientOf(key), 2000)).toEqual({ 200: limit, 429: 2000 - limit });
  },
);

test('a refusal says when to come back, and spends nothing', async () => {
  const key = await issueKey(tenancy.operator, tenancy.workspace, { rateLimit: { limit: 2, windowMs: DAY_MS } });
  const client = clientOf(key);
  const first = await ask(client);
  expect(first.headers).toMatchObject({ 'ratelimit-policy': '"burst";q=2;w=86400', ratelimit: '"burst";r=1;t=43200' });
  await ask(client);
  const refused = await ask(client);
  expect(refused.expect(429)).toMatchObject({ code: 'rate_limited', status: 429 });
  const retryAfter = Number(refused.headers['retry-after']);
  for (let i = 0; i < 20; i++) await ask(client);
  expect(Number((await ask(client)).headers['retry-after'])).toBeLessThanOrEqual(retryAfter);
});

test('a request that is refused for another cause spends nothing', async () => {
  const body = { rateLimit: { limit: 1, windowMs: DAY_MS }, scopes: ['devices:read'] };
  const client = clientOf(await issueKey(tenancy.operator, tenancy.workspace, body));
  for (let i = 0; i < 10; i++) expect((await client.get('/v1/messages')).status).toBe(403);
  expect((await ask(client)).status).toBe(200);
});

test('a limit that changes is in force for the next request', async () => {
  const key = await issueKey(tenancy.operator, tenancy.workspace);
  const client = clientOf(key);
  expect((await hammer(client, 50))[200]).toBe(50);
  (await tenancy.operator.patch(pathOf(key), { rateLimit: { limit: 3, windowMs: DAY_MS } })).expect(200);
  expect((await hammer(client, 50))[200]).toBe(3);
  (await tenancy.operator.patch(pathOf(key), { rateLimit: null })).expect(200);
  expect((await hammer(client, 50))[200]).toBe(50);
});

describe('on a plan', () => {
  test('the limit of the plan holds for each key by itself, in the words of the document', async () => {
    const { server } = tenancy;
    const operator = await signIn(server);
    const workspace = await defineWorkspace(operator, await defineApi(operator, 'messages', 'startmessaging'), 'Free');
    const host = { host: 'messages.localhost' };
    const [one, other] = [await issueKey(operator, workspace), await issueKey(operator, workspace)];
    const statuses = await hammer(server.http.with(host).bearer(one.secret), 200);
    expect(statuses[200]).toBeGreaterThanOrEqual(10);
    expect(statuses[429]).toBeGreaterThan(100);
    expect((await ask(server.http.with(host).bearer(other.secret))).status).toBe(200);
    const faster = await operator.post(`/v1/workspaces/${workspace.id}/keys`, {
      label: 'faster than the plan',
      rateLimit: { limit: 11, windowMs: 1000 },
    });
    expect(faster.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'rateLimit' }] });
  });

  test('what an operator agrees with a workspace takes the place of its plan', async () => {
    const operator = await signIn(tenancy.server);
    const workspace = await defineWorkspace(operator, tenancy.api, 'Agreed');
    const key = await issueKey(operator, workspace);
    const overrides = { rateLimit: { limit: 4, windowMs: DAY_MS } };
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
    expect((await hammer(clientOf(key), 50))[200]).toBe(4);
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides: { rateLimit: null } })).expect(200);
    expect((await hammer(clientOf(key), 50))[200]).toBe(50);
  });

  test('changing a limit back and forth gives back nothing of the plan', async () => {
    const operator = await signIn(tenancy.server);
    const workspace = await defineWorkspace(operator, tenancy.api, 'Back and forth');
    const overrides = { rateLimit: { limit: 5, windowMs: DAY_MS } };
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
    const key = await issueKey(operator, workspace);
    let admitted = 0;
    for (let round = 0; round < 5; round++) {
      admitted += (await hammer(clientOf(key), 20))[200] ?? 0;
      (await operator.patch(pathOf(key), { rateLimit: { limit: 1, windowMs: DAY_MS } })).expect(200);
      admitted += (await hammer(clientOf(key), 20))[200] ?? 0;
      (await operator.patch(pathOf(key), { rateLimit: null })).expect(200);
    }
    expect(admitted).toBe(5);
  });

  test('a workspace does not agree anything with itself', async () => {
    const admin = await issueKey(tenancy.operator, tenancy.workspace, { scopes: ['admin'] });
    const answer = await clientOf(admin).patch(`/v1/workspaces/${tenancy.workspace.id}`, {
      overrides: { rateLimit: null },
    });
    expect(answer.expect(403)).toMatchObject({ code: 'forbidden', errors: [{ field: 'overrides' }] });
  });
});

test.each([
  [{ limit: 0, windowMs: 1000 }, 'rateLimit.limit'],
  [{ limit: -1, windowMs: 1000 }, 'rateLimit.limit'],
  [{ limit: 1.5, windowMs: 1000 }, 'rateLimit.limit'],
  [{ limit: 1e12, windowMs: 1000 }, 'rateLimit.limit'],
  [{ limit: '5', windowMs: 1000 }, 'rateLimit.limit'],
  [{ limit: 5 }, 'rateLimit.windowMs'],
  [{ limit: 5, windowMs: 999 }, 'rateLimit.windowMs'],
  [{ limit: 5, windowMs: DAY_MS + 1 }, 'rateLimit.windowMs'],
  [{ limit: 5, windowMs: 1000, burst: 9 }, 'rateLimit.burst'],
  [5, 'rateLimit'],
  ['5/s', 'rateLimit'],
  [[], 'rateLimit'],
])('the rate limit %j is refused by the name of its field', async (rateLimit, field) => {
  const answer = await tenancy.operator.post(`/v1/workspaces/${tenancy.workspace.id}/keys`, { label: 'x', rateLimit });
  expect(answer.expect<{ errors: { field: string }[] }>(400).errors.map((error) => error.field)).toContain(field);
});
