import type { Http } from './http.js';
import { manyAtOnce } from './many-at-once.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  type IssuedKeyJson,
  issueKey,
  type KeyJson,
  pathOf,
  planNamed,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

/** A quota of a month, so that no midnight falls into a test but the twelve of the year. */
const monthly = (limit: number) => ({ quota: { limit, period: 'month' } });

let tenancy: Tenancy;
beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

const clientOf = ({ secret }: Pick<IssuedKeyJson, 'secret'>): Http => tenancy.server.http.bearer(secret);
const ask = (client: Http) => client.get('/v1/devices');

test.each([1, 7, 100, 1_000])(
  'of 2,000 requests at the same time against a quota of %d, exactly that many are admitted',
  async (limit) => {
    const client = clientOf(await issueKey(tenancy.operator, tenancy.workspace, monthly(limit)));
    expect(await manyAtOnce(() => ask(client), 2_000)).toEqual({ 200: limit, 429: 2_000 - limit });
  },
);

test('a refusal names the quota, says how much it is and when it starts anew, and spends nothing', async () => {
  const client = clientOf(await issueKey(tenancy.operator, tenancy.workspace, monthly(2)));
  const first = await ask(client);
  expect(first.headers).toMatchObject({ 'ratelimit-policy': '"quota";q=2' });
  expect(first.headers['ratelimit']).toMatch(/^"quota";r=1;t=\d+$/);
  await ask(client);
  const refused = await ask(client);
  expect(refused.expect(429)).toMatchObject({ code: 'quota_exceeded', status: 429 });
  const begins = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1));
  expect(refused.expect<{ detail: string }>(429).detail).toContain(begins.toISOString());
  expect(Date.now() + Number(refused.headers['retry-after']) * 1_000).toBeGreaterThanOrEqual(begins.getTime());
});

test('a rate limit and a quota are charged together or not at all', async () => {
  const rateLimit = { limit: 5, windowMs: 86_400_000 };
  const key = await issueKey(tenancy.operator, tenancy.workspace, { ...monthly(8), rateLimit });
  expect(await manyAtOnce(() => ask(clientOf(key)), 100)).toEqual({ 200: 5, 429: 95 });
  // Had the 95 been charged on the quota, nothing would be left of it.
  (await tenancy.operator.patch(pathOf(key), { rateLimit: null })).expect(200);
  expect(await manyAtOnce(() => ask(clientOf(key)), 100)).toEqual({ 200: 3, 429: 97 });
});

test('a request that is refused for another cause spends nothing', async () => {
  const body = { ...monthly(1), scopes: ['devices:read'] };
  const client = clientOf(await issueKey(tenancy.operator, tenancy.workspace, body));
  for (let i = 0; i < 10; i++) expect((await client.get('/v1/messages')).status).toBe(403);
  expect((await ask(client)).status).toBe(200);
});

test('a quota that changes is in force for the next request', async () => {
  const key = await issueKey(tenancy.operator, tenancy.workspace, monthly(1_000));
  const client = clientOf(key);
  const admitted = async () => (await manyAtOnce(() => ask(client), 60))[200] ?? 0;
  const change = async (quota: object | null) =>
    (await tenancy.operator.patch(pathOf(key), { quota })).expect<KeyJson>(200);
  expect(await admitted()).toBe(60);
  await change({ limit: 75, period: 'month' });
  expect(await admitted()).toBe(15);
  await change({ limit: 50, period: 'month' });
  expect(await admitted()).toBe(0);
  await change({ limit: 80, period: 'month' });
  expect(await admitted()).toBe(5);
  expect(await change(null)).toMatchObject({ quota: null });
  expect(await admitted()).toBe(60);
});

test('a successor shares the quota of the key in whose place it stands, down the whole line', async () => {
  const first = await issueKey(tenancy.operator, tenancy.workspace, monthly(30));
  const rotate = async (key: KeyJson) =>
    (await tenancy.operator.post(`${pathOf(key)}/rotate`, {})).expect<IssuedKeyJson>(201);
  const second = await rotate(first);
  const third = await rotate(second);
  const clients = [first, second, third].map(clientOf);
  const all = await Promise.all(clients.map((client) => manyAtOnce(() => ask(client), 100)));
  expect(all.reduce((sum, statuses) => sum + (statuses[200] ?? 0), 0)).toBe(30);
});

test('what is used of a quota survives a restart to the unit', async () => {
  const server = await Server.start(WITH_OPERATOR);
  const { operator, workspace } = await tenancyOn(server);
  const { secret } = await issueKey(operator, workspace, monthly(500));
  expect(await manyAtOnce(() => ask(server.http.bearer(secret)), 123)).toEqual({ 200: 123 });
  await server.stop();
  const again = await server.restart();
  expect(await manyAtOnce(() => ask(again.http.bearer(secret)), 1_000)).toEqual({ 200: 377, 429: 623 });
});

test('a server that is killed in the middle never admits more than the limit, and at most a block fewer', async () => {
  const LIMIT = 1_000;
  const BLOCK_MAX = LIMIT / 10;
  let server = await Server.start(WITH_OPERATOR);
  const { operator, workspace } = await tenancyOn(server);
  const { secret } = await issueKey(operator, workspace, monthly(LIMIT));
  let admitted = 0;
  let cutOff = 0;
  const killsAt = [5, 150, 400];
  for (const killAt of killsAt) {
    const running = server;
    const client = running.http.bearer(secret);
    let isUp = true;
    const worker = async (): Promise<void> => {
      while (isUp) {
        const answer = await ask(client).catch(() => null);
        if (answer === null) cutOff++;
        else if (answer.status === 200) admitted++;
        if (isUp && admitted >= killAt) {
          isUp = false;
          await running.kill9();
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    server = await running.restart();
  }
  const client = server.http.bearer(secret);
  admitted += (await manyAtOnce(() => ask(client), 2_000))[200] ?? 0;
  expect(admitted).toBeLessThanOrEqual(LIMIT);
  expect(admitted + cutOff).toBeGreaterThanOrEqual(LIMIT - killsAt.length * BLOCK_MAX);
  expect(await manyAtOnce(() => ask(client), 200)).toEqual({ 429: 200 });
});

describe('the allowances of a workspace', () => {
  const host = { host: 'messages.localhost' };
  let operator: Http;
  let free: WorkspaceJson;

  beforeAll(async () => {
    operator = await signIn(tenancy.server);
    const api = await defineApi(operator, 'messages', 'startmessaging');
    free = await defineWorkspace(operator, api, 'Free', await planNamed(operator, api, 'free'));
  });

  test('the daily limit of the plan holds for all keys together', async () => {
    const overrides = { dailyLimit: 40, rateLimit: { limit: 1_000, windowMs: 1_000 } };
    (await operator.patch(`/v1/workspaces/${free.id}`, { overrides })).expect(200);
    const keys = [await issueKey(operator, free), await issueKey(operator, free)];
    const all = await Promise.all(
      keys.map((key) => manyAtOnce(() => ask(tenancy.server.http.with(host).bearer(key.secret)), 100)),
    );
    expect(all.reduce((sum, statuses) => sum + (statuses[200] ?? 0), 0)).toBe(40);
    const refused = await ask(tenancy.server.http.with(host).bearer(keys[0]!.secret));
    expect(refused.expect(429)).toMatchObject({
      error: { code: 'ALLOWANCE_EXCEEDED', retry_after: expect.any(Number) },
    });
  });

  test('sending uses up the messages of the month, reading does not, and what was not sent is not counted', async () => {
    const workspace = await defineWorkspace(operator, tenancy.api, 'Messages');
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides: { messagesPerMonth: 7 } })).expect(200);
    const client = clientOf(await issueKey(operator, workspace));
    const send = (more: object = {}) => client.post('/v1/messages', { to: '+4915112345678', body: 'Hello', ...more });
    for (let i = 0; i < 10; i++) {
      expect((await send({ body: '' })).status).toBe(400);
      expect((await send({ deviceId: 'dev_unknown' })).status).toBe(400);
    }
    expect(await manyAtOnce(() => send(), 50)).toEqual({ 201: 7, 429: 43 });
    expect((await send()).expect(429)).toMatchObject({ code: 'allowance_exceeded' });
    expect(await manyAtOnce(() => client.get('/v1/messages'), 20)).toEqual({ 200: 20 });
  });
});

test.each([
  [{ limit: 0, period: 'day' }, 'quota.limit'],
  [{ limit: -5, period: 'day' }, 'quota.limit'],
  [{ limit: 1e10, period: 'day' }, 'quota.limit'],
  [{ limit: 1.5, period: 'day' }, 'quota.limit'],
  [{ limit: '5', period: 'day' }, 'quota.limit'],
  [{ limit: 5, period: 'week' }, 'quota.period'],
  [{ limit: 5 }, 'quota.period'],
  [{ limit: 5, period: 'day', from: 'now' }, 'quota.from'],
  [5, 'quota'],
  [[], 'quota'],
])('the quota %j is refused by the name of its field', async (quota, field) => {
  const answer = await tenancy.operator.post(`/v1/workspaces/${tenancy.workspace.id}/keys`, { label: 'x', quota });
  expect(answer.expect<{ errors: { field: string }[] }>(400).errors.map((error) => error.field)).toContain(field);
});
