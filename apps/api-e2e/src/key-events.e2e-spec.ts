import type { Http } from './http.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  pathOf,
  revoke,
  signIn,
  type Tenancy,
  tenancyOn,
} from './tenancy.js';
import { until } from './until.js';

interface EventRow {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let tenancy: Tenancy;

async function sql<Row extends object>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
  const database = await openDatabaseOf(tenancy.server.dataDir);
  try {
    return (await database.query<Row>(statement, parameters)).rows;
  } finally {
    await database.end();
  }
}

/** What happens in one millisecond has no order. */
const eventsOf = ({ id }: KeyJson): Promise<EventRow[]> =>
  sql(`SELECT type, data FROM events WHERE data->>'id' = $1 ORDER BY occurred_at, type`, [id]);
const typesOf = async (key: KeyJson): Promise<string[]> => (await eventsOf(key)).map(({ type }) => type);
const thresholdsOf = (meter: string): Promise<EventRow[]> =>
  sql(
    `SELECT type, data FROM events WHERE type = 'usage.threshold' AND data->>'meter' = $1 AND workspace_id = $2
     ORDER BY (data->>'percent')::int`,
    [meter, tenancy.workspace.id],
  );

const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
const as = ({ secret }: IssuedKeyJson): Http => tenancy.server.http.bearer(secret);
const change = async (key: KeyJson, what: string, body?: object): Promise<void> => {
  const { status, text } = await tenancy.operator.post(`${pathOf(key)}/${what}`, body);
  if (status > 299) throw new Error(`${what}: ${status} ${text}`);
};

async function restart(end: (server: Server) => Promise<unknown> = (server) => server.stop()): Promise<void> {
  await end(tenancy.server);
  const server = await tenancy.server.restart();
  tenancy = { ...tenancy, server, operator: await signIn(server) };
}

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

it('everything that is done to a key is told, in the words of the API, and no secret is', async () => {
  const key = await issue({ label: 'Told', scopes: ['read'] });
  (await tenancy.operator.patch(pathOf(key), { label: 'Renamed' })).expect(200);
  await change(key, 'disable');
  await change(key, 'enable');
  const rotated = await tenancy.operator.post(`${pathOf(key)}/rotate`, { overlapMs: 60_000 });
  const successor = rotated.expect<IssuedKeyJson>(201);
  await revoke(tenancy.operator, key);
  expect((await typesOf(key)).sort()).toEqual([
    'api_key.created',
    'api_key.disabled',
    'api_key.enabled',
    'api_key.leaked',
    'api_key.revoked',
    'api_key.rotated',
    'api_key.updated',
  ]);
  expect(await typesOf(successor)).toEqual(['api_key.created']);
  const events = await eventsOf(key);
  const dataOf = (type: string) => events.find((event) => event.type === type)?.data;
  const { start, last4 } = key;
  expect(dataOf('api_key.created')).toMatchObject({ start, last4, label: 'Told', state: 'active', type: 'production' });
  expect(dataOf('api_key.rotated')).toMatchObject({ label: 'Renamed', replacedBy: successor.id });
  expect(dataOf('api_key.revoked')).toMatchObject({ state: 'revoked', reason: 'compromised' });
  const text = JSON.stringify(await sql('SELECT * FROM events'));
  expect(tenancy.server.secrets.foundIn(text)).toEqual([]);
  const hashes = await sql<{ hash: string }>(`SELECT encode(sha256, 'hex') AS hash FROM api_keys`);
  for (const { hash } of hashes) expect(text).not.toContain(hash);
});

it('what was refused, or already so, is not told', async () => {
  const key = await issue();
  await change(key, 'disable');
  await change(key, 'disable');
  expect((await tenancy.operator.patch(pathOf(key), { label: '' })).status).toBe(400);
  await revoke(tenancy.operator, key);
  await revoke(tenancy.operator, key);
  expect((await tenancy.operator.post(`${pathOf(key)}/enable`)).status).toBe(409);
  expect((await typesOf(key)).sort()).toEqual([
    'api_key.created',
    'api_key.disabled',
    'api_key.leaked',
    'api_key.revoked',
  ]);
});

it('a scheduled revocation is told when it is in force, once, also by a server that was killed meanwhile', async () => {
  const key = await issue();
  await change(key, 'revoke', { reason: 'policy', at: new Date(Date.now() + 1_500).toISOString() });
  expect(await typesOf(key)).toEqual(['api_key.created', 'api_key.updated']);
  await restart((server) => server.kill9());
  const revoked = async () => (await typesOf(key)).filter((type) => type === 'api_key.revoked').length;
  await until('the revocation is told', async () => (await revoked()) > 0);
  expect((await eventsOf(key)).at(-1)?.data).toMatchObject({ state: 'revoked', reason: 'policy' });
  await restart();
  const other = await issue();
  await change(other, 'revoke', { reason: 'policy', at: new Date(Date.now() + 100).toISOString() });
  // The next run has told of the other one, and so has looked at this one as well.
  await until('the other is told', async () => (await typesOf(other)).includes('api_key.revoked'));
  expect(await revoked()).toBe(1);
});

it('an expiry that comes near is told at the nearest distance, and not again by the next start', async () => {
  const keys: KeyJson[] = [];
  for (const days of [45, 20, 5, 0.5]) {
    const expiresAt = new Date(Date.now() + days * 24 * 60 * 60_000).toISOString();
    keys.push(await issue({ expiresAt }));
  }
  // As if they were older than a month: what was made so late is told of only at what still lies ahead.
  await sql(`UPDATE api_keys SET created_at = created_at - interval '60 days' WHERE id = ANY($1)`, [
    keys.map(({ id }) => id),
  ]);
  const expiring = async (key: KeyJson) =>
    (await eventsOf(key))
      .filter(({ type }) => type === 'api_key.expiring')
      .map(({ data }) => data['expiresWithinDays']);
  await until(
    'the last is told',
    async () => (await expiring(keys[3]!)).length > 0 && (await expiring(keys[1]!)).length > 0,
  );
  const told = async () => Promise.all(keys.map(expiring));
  expect(await told()).toEqual([[], [30], [7], [1]]);
  await restart();
  const late = await issue({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  await sql(`UPDATE api_keys SET created_at = created_at - interval '60 days' WHERE id = $1`, [late.id]);
  await until('the next run has come by', async () => (await expiring(late)).length > 0);
  expect(await told()).toEqual([[], [30], [7], [1]]);
});

it('a quota is told at 50, 80 and 100 percent, within seconds, once, through restarts and kills', async () => {
  const key = await issue({ scopes: ['read'], quota: { limit: 10, period: 'day' } });
  const percents = async () => (await thresholdsOf('quota')).map(({ data }) => data['percent']);
  const use = async (times: number) => {
    for (let i = 0; i < times; i++) (await as(key).get('/v1/devices')).expect(200);
  };
  await use(4);
  await use(1);
  await until('half of it is told', async () => (await percents()).length === 1, 5_000);
  expect(await thresholdsOf('quota')).toMatchObject([
    { data: { meter: 'quota', limit: 10, used: 5, percent: 50, keyId: key.id } },
  ]);
  await use(3);
  // Told at the stop at the latest.
  await restart();
  expect(await percents()).toEqual([50, 80]);
  await use(2);
  expect((await as(key).get('/v1/devices')).status).toBe(429);
  await until('all of it is told', async () => (await percents()).length === 3, 5_000);
  await restart((server) => server.kill9());
  for (let i = 0; i < 3; i++) expect((await as(key).get('/v1/devices')).status).toBe(429);
  const other = await issue({ scopes: ['read'], quota: { limit: 1, period: 'day' } });
  await as(other).get('/v1/devices');
  await until('a later one is told', async () => (await percents()).length === 6, 5_000);
  expect(await percents()).toEqual([50, 50, 80, 80, 100, 100]);
});

it('the allowances of a workspace are told as its own', async () => {
  const { operator, workspace } = tenancy;
  const overrides = { dailyLimit: 40, messagesPerMonth: 4 };
  (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides, acceptExcess: true })).expect(200);
  const key = await issue({ scopes: ['write'] });
  for (let i = 0; i < 2; i++) (await as(key).post('/v1/messages', { to: '+31612345678', body: 'Hello' })).expect(201);
  await until('the messages are told', async () => (await thresholdsOf('messages_per_month')).length === 1, 5_000);
  const [event] = await thresholdsOf('messages_per_month');
  expect(event?.data).toMatchObject({ limit: 4, used: 2, percent: 50 });
  expect(event?.data).not.toHaveProperty('keyId');
  const period = [event?.data['periodStartsAt'], event?.data['periodEndsAt']].map((at) =>
    new Date(String(at)).getUTCDate(),
  );
  expect(period).toEqual([1, 1]);
});

it('of many keys that are issued at once every one is told, once', async () => {
  let left = 200;
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (left-- > 0) await issue();
    }),
  );
  const [row] = await sql<{ keys: number; told: number }>(
    `SELECT count(DISTINCT api_keys.id)::int4 AS keys, count(events.id)::int4 AS told FROM api_keys
     LEFT JOIN events ON events.type = 'api_key.created' AND events.data->>'id' = api_keys.id`,
  );
  expect(row?.keys).toBeGreaterThan(200);
  expect(row?.told).toBe(row?.keys);
});
