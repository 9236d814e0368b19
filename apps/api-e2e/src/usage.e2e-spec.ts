import type { UsageOutcome } from '@latchkey/vocabulary';
import type { Http } from './http.js';
import { isWaitedFor, openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  keysOf,
  type PageJson,
  pathOf,
  revoke,
  tenancyOn,
  type Tenancy,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

type Counts = Partial<Record<UsageOutcome, number>>;

interface UsageJson {
  readonly from: string;
  readonly to: string;
  readonly step: string;
  readonly totals: Counts;
  readonly points: readonly { readonly at: string; readonly outcomes: Counts }[];
  readonly lastUsedAt: string | null;
  readonly networks: readonly { network: string; firstSeenAt: string; lastSeenAt: string; requests: number }[];
  readonly scopes: readonly { scope: string; lastUsedAt: string; requests: number }[];
}

interface WorkspaceUsageJson extends UsageJson {
  readonly keys: readonly { readonly keyId: string; readonly totals: Counts; readonly lastUsedAt: string | null }[];
  readonly devices: readonly { readonly deviceId: string; readonly messages: number }[];
}

type UsedKeyJson = KeyJson & { readonly lastUsedAt: string | null };

const HOUR_MS = 60 * 60 * 1000;

let tenancy: Tenancy;

const usageOf = async (key: KeyJson, query = '', client: Http = tenancy.operator): Promise<UsageJson> =>
  (await client.get(`${pathOf(key)}/usage${query}`)).expect(200);

const workspaceUsage = async ({ id }: WorkspaceJson, query = ''): Promise<WorkspaceUsageJson> =>
  (await tenancy.operator.get(`/v1/workspaces/${id}/usage${query}`)).expect(200);

/** So many requests at once; how many were answered with each status. */
async function send(client: Http, count: number, path = '/v1/devices'): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  const answers = await Promise.all(Array.from({ length: count }, () => client.get(path)));
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return statuses;
}

const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
const as = ({ secret }: IssuedKeyJson): Http => tenancy.server.http.bearer(secret);

/** The counts that are in the database, whatever waits in memory. */
async function written(dataDir: string, key: KeyJson): Promise<number> {
  const database = await openDatabaseOf(dataDir);
  try {
    const { rows } = await database.query<{ count: number }>(
      'SELECT coalesce(sum(count), 0)::float8 AS count FROM usage_minutes WHERE key_id = $1',
      [key.id],
    );
    return rows[0]?.count ?? 0;
  } finally {
    await database.end();
  }
}

describe('usage', () => {
  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' }));
  });

  it('counts every request once, by what became of it, and tells it at once', async () => {
    const key = await issue({ scopes: ['devices:read'], rateLimit: { limit: 150, windowMs: HOUR_MS } });
    const client = as(key);
    const [devices, messages] = await Promise.all([send(client, 300), send(client, 100, '/v1/messages')]);
    expect({ devices, messages }).toEqual({ devices: { 200: 150, 429: 150 }, messages: { 403: 100 } });
    await revoke(tenancy.operator, key);
    await send(client, 20);
    const totals = { allowed: 150, rate_limited: 150, scope_missing: 100, key_revoked: 20 };
    for (const step of ['minute', 'hour', 'day']) {
      const usage = await usageOf(key, `?step=${step}`);
      expect(usage).toMatchObject({ step, totals });
      const told = usage.points.flatMap(({ outcomes }) => Object.values(outcomes));
      expect(told.reduce((sum, count) => sum + count, 0)).toBe(420);
    }
    expect((await usageOf(key)).totals).toEqual(totals);
  });

  it('of management routes counts as well, sessions and strangers do not', async () => {
    const key = await issue({ scopes: ['keys:read'] });
    await send(as(key), 3, keysOf(tenancy.workspace));
    await send(tenancy.operator, 5, pathOf(key));
    await send(tenancy.server.http.bearer(`${key.secret.slice(0, -1)}x`), 5);
    expect((await usageOf(key)).totals).toEqual({ allowed: 3 });
  });

  it('of a key that was never used is empty, and has a point for every step', async () => {
    const key = await issue();
    const usage = await usageOf(key);
    expect(usage).toMatchObject({ step: 'hour', totals: { allowed: 0 }, lastUsedAt: null, networks: [] });
    expect(usage.points).toHaveLength(24);
    expect(usage.points.map(({ at }) => Date.parse(at))).toEqual(
      Array.from({ length: 24 }, (_, at) => Date.parse(usage.from) + at * HOUR_MS),
    );
    expect(usage.points.every(({ outcomes }) => outcomes.allowed === 0)).toBe(true);
    expect((await tenancy.operator.get(pathOf(key))).expect(200)).toMatchObject({ lastUsedAt: null });
  });

  it('is written within a second or so, without anybody asking', async () => {
    const key = await issue();
    await send(as(key), 7);
    await until('it is written', async () => (await written(tenancy.server.dataDir, key)) === 7, 5_000);
  });

  it('says when a key was last used: its last allowed request, at once, in every answer', async () => {
    const key = await issue({ scopes: ['devices:read'] });
    const startedAtMs = Date.now();
    await send(as(key), 1);
    const endedAtMs = Date.now();
    const { lastUsedAt } = (await tenancy.operator.get(pathOf(key))).expect<UsedKeyJson>(200);
    expect(Date.parse(lastUsedAt ?? '')).toBeGreaterThanOrEqual(startedAtMs);
    expect(Date.parse(lastUsedAt ?? '')).toBeLessThanOrEqual(endedAtMs);
    await send(as(key), 2, '/v1/messages');
    await until('it is written', async () => (await written(tenancy.server.dataDir, key)) === 3);
    const { data } = (await tenancy.operator.get(`${keysOf(tenancy.workspace)}?limit=100`)).expect<
      PageJson<UsedKeyJson>
    >(200);
    expect(data.find(({ id }) => id === key.id)?.lastUsedAt).toBe(lastUsedAt);
    expect(await usageOf(key)).toMatchObject({ lastUsedAt });
    const revoked = (await revoke(tenancy.operator, key)) as UsedKeyJson;
    expect(revoked.lastUsedAt).toBe(lastUsedAt);
  });

  it('says from which networks a key was used, past trusted proxies, the last one first', async () => {
    const key = await issue({ scopes: ['devices:read'], ipAllowlist: ['198.51.100.0/24', '2001:db8::/32'] });
    const from = (address: string): Http => as(key).with({ 'x-forwarded-for': address });
    await send(from('198.51.100.7'), 2);
    await send(from('203.0.113.9'), 3);
    const firstMs = Date.now();
    await until('the clock has moved on', () => Date.now() > firstMs);
    await send(from('2001:db8:1:2::3'), 1);
    const { networks, totals } = await usageOf(key);
    expect(totals).toEqual({ allowed: 3, ip_denied: 3 });
    expect(networks).toMatchObject([
      { network: '2001:db8:1::/48', requests: 1 },
      { network: '198.51.100.0/24', requests: 2 },
    ]);
    for (const { firstSeenAt, lastSeenAt } of networks) {
      expect(Date.parse(firstSeenAt)).toBeLessThanOrEqual(Date.parse(lastSeenAt));
    }
  });

  it('says which scopes a key has used, whichever front door it came by, and not those it was refused', async () => {
    const key = await issue({ scopes: ['devices:read', 'messages:read', 'keys:read', 'contacts:read'] });
    await send(as(key), 3);
    await send(as(key), 2, '/v1/messages');
    await send(as(key), 1, '/v1/templates');
    await send(as(key), 1, keysOf(tenancy.workspace));
    const asked = { key: key.secret, scopes: ['contacts:read', 'devices:read'] };
    expect((await tenancy.operator.post('/v1/keys/verify', asked)).expect<object>(200)).toMatchObject({
      allowed: true,
    });
    const looked = { key: key.secret, scopes: ['contacts:read'], dryRun: true };
    expect((await tenancy.operator.post('/v1/keys/verify', looked)).expect<object>(200)).toMatchObject({
      allowed: true,
    });
    const { scopes } = await usageOf(key);
    expect(Object.fromEntries(scopes.map(({ scope, requests }) => [scope, requests]))).toEqual({
      'devices:read': 4,
      'messages:read': 2,
      'keys:read': 1,
      'contacts:read': 1,
    });
    const moments = scopes.map(({ lastUsedAt }) => Date.parse(lastUsedAt));
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
    expect(Date.now() - moments[0]!).toBeLessThan(60_000);
  });

  it('tells a workspace through which devices its messages went, the busiest first', async () => {
    const { operator, api } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Devices');
    const client = as(await issueKey(operator, workspace, { scopes: ['admin'] }));
    const add = async () => (await client.post('/v1/devices', { name: 'x' })).expect<{ id: string }>(201).id;
    const [quiet, busy] = [await add(), await add()];
    for (const deviceId of [busy, quiet, busy])
      (await client.post('/v1/messages', { to: '+31612340002', body: 'Hello', deviceId })).expect(201);
    const both = [
      { deviceId: busy, messages: 2 },
      { deviceId: quiet, messages: 1 },
    ];
    expect((await workspaceUsage(workspace)).devices).toEqual(both);
    expect((await workspaceUsage(workspace, '?limit=1')).devices).toEqual(both.slice(0, 1));
    const [from, to] = [new Date(Date.now() - 48 * HOUR_MS), new Date(Date.now() - 24 * HOUR_MS)];
    const before = `?from=${from.toISOString()}&to=${to.toISOString()}`;
    expect((await workspaceUsage(workspace, before)).devices).toEqual([]);
  });

  it('of a workspace is a table as well, whose labels are no formulas', async () => {
    const { operator, api, server } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Table');
    const plain = await issueKey(operator, workspace, { label: 'Production' });
    const odd = await issueKey(operator, workspace, { label: '=HYPERLINK("x"),\u00e9' });
    await send(as(plain), 3);
    await send(as(odd), 1, '/v1/templates');
    await send(as(odd), 2, keysOf(workspace));
    const path = `/v1/workspaces/${workspace.id}/usage.csv`;
    const answer = await operator.get(`${path}?step=day`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const day = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
    expect(answer.text.split('\r\n')).toEqual([
      'time,key_id,label,outcome,requests',
      `${day},${plain.id},Production,allowed,3`,
      `${day},${odd.id},"'=HYPERLINK(""x""),\u00e9",allowed,1`,
      `${day},${odd.id},"'=HYPERLINK(""x""),\u00e9",scope_missing,2`,
      '',
    ]);
    expect(
      (await operator.get(`${path}?step=day&from=${new Date(0).toISOString()}`)).expect<object>(400),
    ).toMatchObject({
      errors: [{ field: 'from' }],
    });
    expect((await operator.get(`${path}?limit=1`)).expect<object>(400)).toMatchObject({ errors: [{ field: 'limit' }] });
    const { secret } = await issueKey(operator, workspace, { scopes: ['workspace:read'] });
    expect((await server.http.bearer(secret).get(path)).expect<object>(403)).toMatchObject({ missing: ['keys:read'] });
    (await as(await issue({ scopes: ['keys:read'] })).get(path)).expect(404);
  });

  it('of a workspace is that of its keys, the busiest first', async () => {
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Busy');
    const keys = await Promise.all([1, 2, 3].map(() => issueKey(tenancy.operator, workspace)));
    await Promise.all(keys.map((key, at) => send(as(key), 10 * at)));
    const [, second, third] = keys;
    const usage = await workspaceUsage(workspace);
    expect(usage).toMatchObject({
      totals: { allowed: 30 },
      networks: [{ network: '127.0.0.0/24', requests: 30 }],
      keys: [
        { keyId: third?.id, totals: { allowed: 20 } },
        { keyId: second?.id, totals: { allowed: 10 } },
      ],
    });
    expect(usage.lastUsedAt).toBe([...usage.keys.map(({ lastUsedAt }) => lastUsedAt)].sort().at(-1));
    expect((await workspaceUsage(workspace, '?limit=1')).keys).toHaveLength(1);
  });

  it('is told to keys with the scope, of their own workspace only', async () => {
    const api = await defineApi(tenancy.operator, 'neighbours', 'standard');
    const theirs = await defineWorkspace(tenancy.operator, api, 'Theirs');
    const theirKey = await issueKey(tenancy.operator, theirs);
    const own = await issue({ scopes: ['keys:read'] });
    const workspaceReader = await issue({ scopes: ['workspace:read'] });
    const ofOwnWorkspace = `/v1/workspaces/${tenancy.workspace.id}/usage`;
    expect((await as(own).get(`${pathOf(own)}/usage`)).status).toBe(200);
    expect((await as(workspaceReader).get(ofOwnWorkspace)).status).toBe(200);
    for (const refused of [await as(own).get(ofOwnWorkspace), await as(workspaceReader).get(`${pathOf(own)}/usage`)]) {
      expect(refused.expect(403)).toMatchObject({ code: 'scope_missing' });
    }
    for (const [client, path] of [
      [as(own), `${pathOf(theirKey)}/usage`],
      [as(own), `${keysOf(tenancy.workspace)}/${theirKey.id}/usage`],
      [as(workspaceReader), `/v1/workspaces/${theirs.id}/usage`],
      [tenancy.operator, `${keysOf(tenancy.workspace)}/${theirKey.id}/usage`],
      [tenancy.operator, `${keysOf(tenancy.workspace)}/key_00000000000000000000000000/usage`],
      [tenancy.operator, '/v1/workspaces/ws_00000000000000000000000000/usage'],
    ] as const) {
      expect((await client.get(path)).status).toBe(404);
    }
    expect((await tenancy.server.http.get(ofOwnWorkspace)).status).toBe(401);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['from=2026-02-30T00:00:00Z', 'from'],
    ['from=0001-01-01T00:00:00Z', 'from'],
    ['from=9999-01-01T00:00:00Z', 'from'],
    ['from=', 'from'],
    ['from=2026-01-01T00:00:00', 'from'],
    ['to=tomorrow', 'to'],
    ['to=2001-01-01T00:00:00Z', 'to'],
    ['to=0001-01-01T00:00:00Z', 'to'],
    ['step=week', 'step'],
    ['step=', 'step'],
    ['step=hour&step=day', 'step'],
    ['from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z', 'from'],
    ['step=minute&from=2020-01-01T00:00:00Z', 'from'],
    ['upTo=1', 'upTo'],
  ])('asked for with %s is refused by name', async (query, field) => {
    const key = await issue();
    for (const path of [`${pathOf(key)}/usage`, `/v1/workspaces/${tenancy.workspace.id}/usage`]) {
      const refused = await tenancy.operator.get(`${path}?${query}`);
      expect(refused.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
    }
  });

  it('asked for by too many minutes, backwards, or for keys without number, is refused by name', async () => {
    const key = await issue();
    const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
    const refused = async (path: string, field: string) =>
      expect((await tenancy.operator.get(path)).expect(400)).toMatchObject({ errors: [{ field }] });
    await refused(`${pathOf(key)}/usage?step=minute&from=${ago(26 * HOUR_MS)}`, 'from');
    await refused(`${pathOf(key)}/usage?from=${ago(HOUR_MS)}&to=${ago(2 * HOUR_MS)}`, 'from');
    for (const limit of ['0', '101', 'x', '1e1']) {
      await refused(`/v1/workspaces/${tenancy.workspace.id}/usage?limit=${limit}`, 'limit');
    }
    await refused(`${pathOf(key)}/usage?limit=1`, 'limit');
  });
});

describe('usage, through the life of a server', () => {
  beforeEach(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  });

  const restarted = async (): Promise<void> => {
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: tenancy.operator.to(server.port) };
  };

  it('is all there after a stop in good order', async () => {
    const key = await issue();
    for (let stops = 1; stops <= 3; stops++) {
      await send(as(key), 50);
      const { lastUsedAt } = (await tenancy.operator.get(pathOf(key))).expect<UsedKeyJson>(200);
      expect(await tenancy.server.stop()).toBe(0);
      await restarted();
      expect(await usageOf(key)).toMatchObject({ totals: { allowed: 50 * stops }, lastUsedAt });
    }
  });

  it('counts the requests that were under way when the stop came', async () => {
    const key = await issue();
    const client = as(key);
    await send(client, 1);
    const sent = Promise.allSettled(Array.from({ length: 50 }, () => client.get('/v1/devices')));
    const stopped = tenancy.server.stop();
    const answered = (await sent).filter((one) => one.status === 'fulfilled' && one.value.status === 200);
    await stopped;
    await restarted();
    expect((await usageOf(key)).totals.allowed).toBeGreaterThanOrEqual(1 + answered.length);
  });

  it.each(['kill9', 'kill9WithDatabase'] as const)(
    'after %s has lost a second at most, and doubled nothing',
    async (kill) => {
      const key = await issue();
      let sent = 0;
      for (let deaths = 0; deaths < 2; deaths++) {
        expect(await send(as(key), 40)).toEqual({ 200: 40 });
        sent += 40;
        await until('that is written', async () => (await written(tenancy.server.dataDir, key)) === sent);
        await send(as(key), 30);
        await tenancy.server[kill]();
        await restarted();
        const { allowed = 0 } = (await usageOf(key)).totals;
        expect(allowed).toBeGreaterThanOrEqual(sent);
        expect(allowed).toBeLessThanOrEqual(sent + 30);
        sent = allowed;
      }
    },
  );

  it('is kept while the database is away', async () => {
    const key = await issue();
    const client = as(key);
    expect(await send(client, 30)).toEqual({ 200: 30 });
    process.kill(await tenancy.server.postmaster(), 'SIGKILL');
    let [decided, sent] = [30, 30];
    const statuses = new Set<number>();
    await until('the database was away for a while, and is back', async () => {
      const { status } = await client.get('/v1/devices');
      statuses.add(status);
      sent++;
      if (status === 200) decided++;
      return status === 200 && statuses.has(503);
    });
    expect([...statuses].sort()).toEqual([200, 503]);
    await until('what was counted before is written', async () => {
      const answer = await tenancy.operator.get(`${pathOf(key)}/usage`);
      return answer.status === 200 && (answer.json<UsageJson>().totals.allowed ?? 0) >= decided;
    });
    expect((await usageOf(key)).totals.allowed).toBeLessThanOrEqual(sent);
  });

  it('fails no request, and holds none up, while it cannot be written; nothing is lost or doubled', async () => {
    const key = await issue();
    const database = await openDatabaseOf(tenancy.server.dataDir);
    await database.query('BEGIN');
    await database.query('LOCK TABLE usage_minutes IN ACCESS EXCLUSIVE MODE');
    for (let interruptions = 0; interruptions < 3; interruptions++) {
      expect(await send(as(key), 100)).toEqual({ 200: 100 });
      await until('somebody tries to write', () => isWaitedFor(database, 'usage_minutes'));
      await database.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE NOT granted AND relation = 'usage_minutes'::regclass`,
      );
    }
    await tenancy.server.process.waitFor(/Usage cannot be written/);
    expect((await tenancy.operator.get(pathOf(key))).expect<UsedKeyJson>(200).lastUsedAt).not.toBeNull();
    await database.query('COMMIT');
    await database.end();
    await tenancy.server.process.waitFor(/Usage is written again/);
    expect((await usageOf(key)).totals).toEqual({ allowed: 300 });
    expect(tenancy.server.process.output.match(/Usage cannot be written/g)).toHaveLength(1);
  });

  it('is rolled up at the start, where a server was off for long', async () => {
    const key = await issue();
    await send(as(key), 5);
    await tenancy.server.stop();
    await restarted();
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const move = (days: number) =>
      database.query(`UPDATE usage_minutes SET at = at - make_interval(days => $1)`, [days]);
    await move(10);
    await database.end();
    await tenancy.server.stop();
    await restarted();
    await until('the minutes have become hours', async () => (await written(tenancy.server.dataDir, key)) === 0);
    expect((await usageOf(key, '?step=day')).totals).toEqual({ allowed: 5 });
    const tenDaysAgo = new Date(Date.now() - 11 * 24 * HOUR_MS).toISOString();
    expect((await usageOf(key, `?step=hour&from=${tenDaysAgo}`)).totals).toEqual({ allowed: 5 });
  });
});
