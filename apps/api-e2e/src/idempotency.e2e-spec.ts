import { randomUUID } from 'node:crypto';
import { dumpOf, isWaitedFor, openDatabaseOf } from './database.js';
import type { Answer, Http } from './http.js';
import { invitationsOf } from './inviting.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
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
  signIn,
  statusWith,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const MESSAGE = { to: '+31612345678', body: 'Hello 👋' };
const named = (id: string) => ({ headers: { 'x-request-id': id } });
const wasReplayed = ({ headers }: Answer): boolean => headers['idempotency-replayed'] === 'true';

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

const clientOf = ({ secret }: IssuedKeyJson): Http => tenancy.server.http.bearer(secret);
const newClient = async (more: object = {}): Promise<Http> =>
  clientOf(await issueKey(tenancy.operator, tenancy.workspace, more));
const send = (client: Http, id: string, more: object = {}) =>
  client.post('/v1/messages', { ...MESSAGE, ...more }, named(id));

/** How many messages with this text there are. */
async function countOf(client: Http, body: string): Promise<number> {
  const { data } = (await client.get('/v1/messages?limit=100')).expect<PageJson<{ body: string }>>(200);
  return data.filter((message) => message.body === body).length;
}

describe('a repetition', () => {
  it.each([
    ['X-Request-ID', 'x-request-id', randomUUID(), (id: string) => id.toUpperCase()],
    ['Idempotency-Key', 'idempotency-key', `Order-${randomUUID()}`, (id: string) => `"${id}"`],
  ])('by %s gets the answer of the first, byte for byte, and does nothing', async (_, header, id, written) => {
    const client = await newClient();
    const first = await client.post('/v1/messages', MESSAGE, { headers: { [header]: id } });
    expect(first.status).toBe(201);
    expect(wasReplayed(first)).toBe(false);
    const turned = { body: MESSAGE.body, to: MESSAGE.to };
    for (const headers of [{ [header]: id }, { [header]: written(id) }]) {
      const again = await client.post('/v1/messages', turned, { headers });
      expect({ status: again.status, text: again.text }).toEqual({ status: 201, text: first.text });
      expect(again.headers['content-type']).toBe(first.headers['content-type']);
      expect(wasReplayed(again)).toBe(true);
      expect(again.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
    }
    const { id: messageId } = first.json<{ id: string }>();
    expect((await client.get('/v1/messages')).expect<PageJson<{ id: string }>>(200).data[0]?.id).toBe(messageId);
  });

  it.each([
    ['rateLimit', { limit: 2, windowMs: DAY_MS }, 'rate_limited'],
    ['quota', { limit: 2, period: 'month' }, 'quota_exceeded'],
  ])(
    'spends nothing of the %s, nor does a malformed name, and a refusal by it frees the name',
    async (field, limit, code) => {
      const key = await issueKey(tenancy.operator, tenancy.workspace, { [field]: limit });
      const client = clientOf(key);
      const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
      expect((await send(client, first)).status).toBe(201);
      for (let i = 0; i < 10; i++) expect((await send(client, first)).status).toBe(201);
      for (let i = 0; i < 10; i++) expect((await send(client, 'malformed')).status).toBe(400);
      expect((await send(client, second)).status).toBe(201);
      const refused = await send(client, third);
      expect(refused.expect(429)).toMatchObject({ code });
      expect(wasReplayed(await send(client, first))).toBe(true);
      (await tenancy.operator.patch(pathOf(key), { [field]: null })).expect(200);
      const retried = await send(client, third, { body: 'another text' });
      expect({ status: retried.status, replayed: wasReplayed(retried) }).toEqual({ status: 201, replayed: false });
    },
  );

  it('of another payload, path, or method is refused', async () => {
    const admin = await newClient({ scopes: ['admin'] });
    const other = await issueKey(tenancy.operator, tenancy.workspace);
    const id = randomUUID();
    (await admin.post(`${pathOf(other)}/disable`, undefined, named(id))).expect(200);
    const refusals = [
      await send(admin, id),
      await admin.post(`${pathOf(other)}/enable`, undefined, named(id)),
      await admin.post(`${pathOf(other)}/disable?x=1`, undefined, named(id)),
      await admin.patch(pathOf(other), { label: 'x' }, named(id)),
    ];
    for (const refused of refusals) {
      expect(refused.expect(422)).toMatchObject({ code: 'idempotency_mismatch', status: 422 });
    }
    expect(wasReplayed(await admin.post(`${pathOf(other)}/disable`, undefined, named(id)))).toBe(true);
  });

  it('is another request where another key asks', async () => {
    const [one, other] = [await newClient(), await newClient()];
    const [id, body] = [randomUUID(), randomUUID()];
    const answers = [await send(one, id, { body }), await send(other, id, { body }), await send(one, id, { body })];
    expect(answers.map(wasReplayed)).toEqual([false, false, true]);
    expect(await countOf(one, body)).toBe(2);
  });

  it('on a session is recognised on another session of the same person, and not on a key', async () => {
    const { server, operator, workspace } = tenancy;
    const headers = { 'idempotency-key': randomUUID() };
    const create = (client: Http) => client.post(keysOf(workspace), { label: 'By name' }, { headers });
    const admin = await newClient({ scopes: ['admin'] });
    const answers = [await create(operator), await create(await signIn(server)), await create(admin)];
    expect(answers.map(wasReplayed)).toEqual([false, true, false]);
  });

  it('by a key that is revoked, or may not do it any more, is refused and not answered', async () => {
    const key = await issueKey(tenancy.operator, tenancy.workspace);
    const id = randomUUID();
    (await send(clientOf(key), id)).expect(201);
    (await tenancy.operator.patch(pathOf(key), { ipAllowlist: ['192.0.2.1'] })).expect(200);
    expect((await send(clientOf(key), id)).expect(403)).toMatchObject({ code: 'ip_denied' });
    await revoke(tenancy.operator, key);
    const refused = await send(clientOf(key), id);
    expect(refused.expect(401)).toMatchObject({ code: 'key_revoked' });
    expect(wasReplayed(refused)).toBe(false);
  });

  it('after 24 hours is a new request', async () => {
    const client = await newClient();
    const [id, body] = [randomUUID(), randomUUID()];
    (await send(client, id, { body })).expect(201);
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const { rows } = await database.query<{ hours: number }>(
      `WITH was AS (SELECT expires_at FROM idempotent_requests WHERE id = $1)
       UPDATE idempotent_requests SET expires_at = now() - interval '1 second' FROM was WHERE id = $1
       RETURNING extract(epoch FROM was.expires_at - now()) / 3600 AS hours`,
      [id],
    );
    await database.end();
    expect(Number(rows[0]?.hours)).toBeGreaterThan(23.9);
    expect(Number(rows[0]?.hours)).toBeLessThanOrEqual(24);
    expect(wasReplayed(await send(client, id, { body }))).toBe(false);
    expect(await countOf(client, body)).toBe(2);
  });
});

describe('what is kept', () => {
  it.each([404, 409])('an answer with %d, which came of the work itself', async (status) => {
    const key = await issueKey(tenancy.operator, tenancy.workspace);
    await revoke(tenancy.operator, key);
    const path = status === 409 ? `${pathOf(key)}/enable` : `${keysOf(tenancy.workspace)}/key_unknown/enable`;
    const id = randomUUID();
    const first = await tenancy.operator.post(path, undefined, named(id));
    const again = await tenancy.operator.post(path, undefined, named(id));
    expect([first.status, again.status, again.text]).toEqual([status, status, first.text]);
    expect([wasReplayed(first), wasReplayed(again)]).toEqual([false, true]);
  });

  it('not that two changes stood in each other’s way: tried again, it runs', async () => {
    const { server, operator, workspace } = tenancy;
    const key = await issueKey(operator, workspace);
    const rename = (id: string) => operator.patch(pathOf(key), { label: 'renamed' }, named(id));
    const id = randomUUID();
    const database = await openDatabaseOf(server.dataDir);
    // The server's patience ends before ours, so that it is the one to give way.
    await database.query(`SET deadlock_timeout = '1min'; BEGIN; LOCK TABLE audit_entries IN SHARE MODE`);
    const first = rename(id);
    await until('the change waits for us', () => isWaitedFor(database, 'audit_entries'));
    await database.query('SELECT FROM api_keys WHERE id = $1 FOR UPDATE', [key.id]);
    await database.end();
    const refused = await first;
    expect(refused.expect(409)).toMatchObject({ code: 'conflict' });
    expect(refused.headers['retry-after']).toBe('1');
    const again = await rename(id);
    expect({ status: again.status, replayed: wasReplayed(again) }).toEqual({ status: 200, replayed: false });
  });

  it('not a refusal of the body: mended, it runs under the same name', async () => {
    const client = await newClient();
    const id = randomUUID();
    expect((await send(client, id, { to: 'nobody' })).status).toBe(400);
    expect((await send(client, id, { deviceId: 'dev_unknown' })).status).toBe(400);
    expect((await send(client, id)).status).toBe(201);
  });

  it('no secret: neither is it answered again, nor is it in the database', async () => {
    const { server, operator, workspace } = tenancy;
    const [issued, rotated] = [randomUUID(), randomUUID()];
    const create = () => operator.post(keysOf(workspace), { label: 'Once' }, named(issued));
    const first = (await create()).expect<IssuedKeyJson>(201);
    const rotate = () => operator.post(`${pathOf(first)}/rotate`, {}, named(rotated));
    const successor = (await rotate()).expect<IssuedKeyJson>(201);
    for (const [key, again] of [
      [first, await create()],
      [successor, await rotate()],
    ] as const) {
      expect(wasReplayed(again)).toBe(true);
      expect(again.expect(201)).toEqual({
        ...key,
        secret: null,
        secretShownAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      });
      expect(await statusWith(server, key.secret)).toBe(200);
    }
    const rows = await dumpOf(server.dataDir);
    const recorded = rows.filter((row) => row.startsWith('public.idempotent_requests '));
    expect(recorded.filter((row) => row.includes(first.id) || row.includes(successor.id))).toHaveLength(2);
    for (const { secret } of [first, successor]) expect(rows.filter((row) => row.includes(secret))).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    [{ 'x-request-id': 'unique-request-id' }, 'x-request-id'],
    [{ 'x-request-id': '' }, 'x-request-id'],
    [{ 'idempotency-key': 'two words' }, 'idempotency-key'],
    [{ 'idempotency-key': 'k'.repeat(256) }, 'idempotency-key'],
    [{ 'idempotency-key': 'order-1', 'x-request-id': randomUUID() }, 'idempotency-key'],
  ])('that is malformed is refused by its header, and nothing is done: %j', async (headers, field) => {
    const client = await newClient();
    const body = randomUUID();
    const refused = await client.post('/v1/messages', { ...MESSAGE, body }, { headers });
    expect(refused.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
    const managed = await tenancy.operator.post(keysOf(tenancy.workspace), { label: body }, { headers });
    expect(managed.expect(400)).toMatchObject({ errors: [{ field }] });
    expect(await countOf(client, body)).toBe(0);
  });

  it('is not looked at before the key, on a read, or by sign-in and sign-out', async () => {
    const headers = { 'x-request-id': 'whatever', 'idempotency-key': 'something else' };
    expect((await tenancy.server.http.post('/v1/messages', MESSAGE, { headers })).status).toBe(401);
    expect((await (await newClient()).get('/v1/messages', { headers })).status).toBe(200);
    const signedIn = await tenancy.server.http.post('/v1/auth/login', OPERATOR, { headers });
    const client = tenancy.server.http.bearer(signedIn.expect<{ accessToken: string }>(200).accessToken);
    expect((await client.post('/v1/auth/logout', undefined, { headers })).status).toBe(204);
    expect((await client.post('/v1/auth/logout', undefined, { headers })).status).toBe(401);
  });

  it('with a body that is too deep to look through is refused like the body', async () => {
    const deep = `{"to":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const headers = { 'content-type': 'application/json', 'x-request-id': randomUUID() };
    const client = await newClient();
    expect((await client.send('POST', '/v1/messages', { text: deep, headers })).status).toBe(400);
  });
});

describe('while the first is running', () => {
  /** Keeps every message from being written until the end of `work`. */
  async function holdingMessages(work: (isHeld: () => Promise<unknown>) => Promise<void>): Promise<void> {
    const database = await openDatabaseOf(tenancy.server.dataDir);
    try {
      await database.query('BEGIN');
      await database.query('LOCK TABLE messages IN SHARE MODE');
      await work(() => until('a message waits to be written', () => isWaitedFor(database, 'messages')));
    } finally {
      await database.end();
    }
  }

  it('a repetition is told to come back, and another payload that it is one', async () => {
    const client = await newClient();
    const [id, body] = [randomUUID(), randomUUID()];
    let first: Promise<Answer> | undefined;
    await holdingMessages(async (isHeld) => {
      first = send(client, id, { body });
      await isHeld();
      const early = await send(client, id, { body });
      expect(early.expect(409)).toMatchObject({ code: 'idempotency_running', status: 409 });
      expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
      expect((await send(client, id)).expect(422)).toMatchObject({ code: 'idempotency_mismatch' });
    });
    const answer = await first;
    expect(answer?.status).toBe(201);
    expect((await send(client, id, { body })).text).toBe(answer?.text);
    expect(await countOf(client, body)).toBe(1);
  });

  it('all of that is said in the words of StartMessaging', async () => {
    const api = await defineApi(tenancy.operator, 'start', 'startmessaging');
    const workspace = await defineWorkspace(tenancy.operator, api, 'Start');
    const { secret } = await issueKey(tenancy.operator, workspace);
    const client = tenancy.server.http.with({ host: 'start.localhost' }).bearer(secret);
    const message = expect.any(String) as unknown;
    const id = randomUUID();
    let first: Promise<Answer> | undefined;
    await holdingMessages(async (isHeld) => {
      first = send(client, id);
      await isHeld();
      const early = await send(client, id);
      expect(early.expect(409)).toEqual({ error: { code: 'IDEMPOTENCY_RUNNING', message, retry_after: 1 } });
      expect(early.headers['retry-after']).toBe('1');
    });
    const again = [await first, await send(client, id)];
    expect(again.map((answer) => answer?.text)).toEqual([again[0]?.text, again[0]?.text]);
    expect(again.map((answer) => answer?.status)).toEqual([201, 201]);
    expect((await send(client, id, { body: 'x' })).expect(422)).toEqual({
      error: { code: 'IDEMPOTENCY_MISMATCH', message },
    });
    expect((await send(client, 'unique-request-id')).expect(400)).toEqual({
      error: {
        code: 'INVALID_REQUEST',
        message,
        errors: [{ field: 'x-request-id', message: 'X-Request-ID must be a UUID.' }],
      },
    });
  });

  it('of 50 at the same time one is done, and all come to the same answer', async () => {
    const client = await newClient();
    const [id, body] = [randomUUID(), randomUUID()];
    const persist = async (): Promise<string> => {
      const answer = await until('it is answered', async () => {
        const each = await send(client, id, { body });
        expect([201, 409]).toContain(each.status);
        return each.status === 201 && each;
      });
      return answer.text;
    };
    expect(new Set(await Promise.all(Array.from({ length: 50 }, persist))).size).toBe(1);
    expect(await countOf(client, body)).toBe(1);
  });
});

describe('a server that is killed', () => {
  let own: Tenancy;
  let key: IssuedKeyJson;

  beforeAll(async () => {
    own = await tenancyOn(await Server.start(WITH_OPERATOR));
    key = await issueKey(own.operator, own.workspace, { scopes: ['admin'] });
  });

  async function restart(): Promise<void> {
    await own.server.kill9WithDatabase();
    const server = await own.server.restart();
    own = { ...own, server, operator: own.operator.to(server.port) };
  }

  const client = () => own.server.http.bearer(key.secret);
  const keysNamed = async (label: string) =>
    (await own.operator.get(`${keysOf(own.workspace)}?q=${label}`)).expect<PageJson<KeyJson>>(200).data;

  it('between the commit and the answer has done it, and the repetition finds it: a message, keys, whatever is created', async () => {
    const old = await issueKey(own.operator, own.workspace, { label: 'old' });
    const [text, label] = [randomUUID(), randomUUID()];
    const apps = `/v1/workspaces/${own.workspace.id}/apps`;
    const plans = `/v1/apis/${own.api.id}/plans`;
    const ids = Array.from({ length: 8 }, () => randomUUID());
    const [message = '', issue = '', rotation = '', app = '', workspace = '', plan = '', device = '', invited = ''] =
      ids;
    const attempts = () => [
      send(client(), message, { body: text }),
      own.operator.post(keysOf(own.workspace), { label }, named(issue)),
      client().post(`${pathOf(old)}/rotate`, { overlapMs: 0 }, named(rotation)),
      own.operator.post(apps, { name: label }, named(app)),
      own.operator.post('/v1/workspaces', { apiId: own.api.id, name: label }, named(workspace)),
      own.operator.post(plans, { name: label, slug: 'by-name' }, named(plan)),
      client().post('/v1/devices', { name: label }, named(device)),
      own.operator.post(invitationsOf(own.workspace), { email: 'ada@example.com', role: 'viewer' }, named(invited)),
    ];
    const database = await openDatabaseOf(own.server.dataDir);
    // Whoever stores an answer waits, for ever.
    await database.query(`
      CREATE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(42); RETURN NEW; END $$;
      CREATE TRIGGER wait_here BEFORE UPDATE OF answer_status ON idempotent_requests
        FOR EACH ROW EXECUTE FUNCTION wait_here();
      SELECT pg_advisory_lock(42)`);
    database.on('error', () => undefined);
    const cutOff = attempts().map((attempt) => expect(attempt).rejects.toThrow());
    await until('all are done and none is answered', async () => {
      const { rows } = await database.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted`,
      );
      return rows[0]?.waiting === ids.length;
    });
    await restart();
    await Promise.all(cutOff);

    const answers = await Promise.all(attempts());
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 201));
    expect(answers.map(wasReplayed)).toEqual(ids.map(() => true));
    const [sent, issued, rotated] = answers as [Answer, Answer, Answer];
    expect(sent.json()).toMatchObject({ ...MESSAGE, body: text });
    expect(await countOf(client(), text)).toBe(1);
    expect(issued.json()).toMatchObject({ label, secret: null, secretShownAt: issued.json()['createdAt'] });
    expect((await keysNamed(label)).map(({ id }) => id)).toEqual([issued.json()['id']]);
    expect(rotated.json()).toMatchObject({ rotatedFrom: old.id, secret: null });
    expect(answers.at(-1)?.json()).toMatchObject({ state: 'pending', mailed: false, link: null });
    expect((await keysNamed('old')).map(({ id }) => id)).toEqual([rotated.json()['id'], old.id]);
    const names = async (path: string) =>
      (await own.operator.get(path)).expect<PageJson<WorkspaceJson>>(200).data.map(({ name }) => name);
    for (const path of [apps, '/v1/workspaces', plans]) {
      expect((await names(path)).filter((name) => name === label)).toHaveLength(1);
    }
    const devices = (await client().get('/v1/devices')).expect<PageJson<{ name: string }>>(200).data;
    expect(devices.filter(({ name }) => name === label)).toHaveLength(1);
    const again = await Promise.all(attempts());
    expect(again.map((answer) => answer.text)).toEqual(answers.map((answer) => answer.text));
  });

  it('before the commit has done nothing, and the repetition does it', async () => {
    const [id, body] = [randomUUID(), randomUUID()];
    const database = await openDatabaseOf(own.server.dataDir);
    database.on('error', () => undefined);
    await database.query('BEGIN; LOCK TABLE messages IN SHARE MODE');
    const cutOff = expect(send(client(), id, { body })).rejects.toThrow();
    await until('the message waits to be written', () => isWaitedFor(database, 'messages'));
    await restart();
    await cutOff;
    const answer = await send(client(), id, { body });
    expect({ status: answer.status, replayed: wasReplayed(answer) }).toEqual({ status: 201, replayed: false });
    expect(await countOf(client(), body)).toBe(1);
  });
});

it('everything that is tried again by its name until it is answered is done once, though the database dies twice', async () => {
  const { server, operator, workspace } = tenancy;
  const labels = Array.from({ length: 60 }, () => `exact-${randomUUID()}`);
  let answered = 0;
  let failures = 0;
  const persist = async (label: string): Promise<string> => {
    const headers = { 'idempotency-key': label };
    const answer = await until(`${label} is answered`, async () => {
      const each = await operator.post(keysOf(workspace), { label }, { headers });
      if (each.status !== 201) failures++;
      return each.status === 201 && each;
    });
    answered++;
    return answer.json<KeyJson>().id;
  };
  const hands = [0, 1, 2, 3].map(async (hand) => {
    const ids: string[] = [];
    for (const label of labels.filter((_, i) => i % 4 === hand)) ids.push(await persist(label));
    return ids;
  });
  for (const enough of [8, 30]) {
    await until('some are done', () => answered >= enough);
    process.kill(await server.postmaster(), 'SIGKILL');
  }
  const ids = (await Promise.all(hands)).flat();
  expect(failures).toBeGreaterThan(0);
  const { data } = (await operator.get(`${keysOf(workspace)}?q=exact-&limit=100`)).expect<PageJson<KeyJson>>(200);
  expect(data.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(new Set(data.map(({ label }) => label)).size).toBe(labels.length);
});
