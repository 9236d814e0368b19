import { Hammer } from './hammer.js';
import type { Answer, Http } from './http.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
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
} from './tenancy.js';
import { until } from './until.js';

interface RotatedKeyJson extends IssuedKeyJson {
  readonly rotatedFrom: string | null;
  readonly replacedBy: string | null;
  readonly overlapMs: number | null;
  readonly overlapEndsAt: string | null;
  readonly expiresAt: string | null;
  readonly revocation: { readonly at: string; readonly reason: string } | null;
}

interface EntryRow {
  readonly action: string;
  readonly before: object | null;
  readonly after: object | null;
}

const HOUR_MS = 60 * 60 * 1000;
const WAITING = { overlapMs: HOUR_MS, overlapStarts: 'first_use' };

const rotate = (client: Http, key: KeyJson, body: object = {}): Promise<Answer> =>
  client.post(`${pathOf(key)}/rotate`, body);

const rotated = async (client: Http, key: KeyJson, body: object = {}): Promise<RotatedKeyJson> =>
  (await rotate(client, key, body)).expect(201);

const shown = async (client: Http, key: KeyJson): Promise<RotatedKeyJson> =>
  (await client.get(pathOf(key))).expect(200);

async function entriesOf(server: Server, { id }: KeyJson): Promise<readonly EntryRow[]> {
  const client = await openDatabaseOf(server.dataDir);
  try {
    const { rows } = await client.query<EntryRow>(
      'SELECT action, before, after FROM audit_entries WHERE target_id = $1 ORDER BY at, id',
      [id],
    );
    return rows;
  } finally {
    await client.end();
  }
}

const startsOf = async (server: Server, key: KeyJson): Promise<number> =>
  (await entriesOf(server, key)).filter(({ action }) => action === 'key.overlap_started').length;

const codeWith = async (server: Server, secret: string): Promise<unknown> =>
  (await server.http.bearer(secret).get('/v1/devices')).json()['code'];

describe('a key is rotated without a moment in which nothing works', () => {
  let tenancy: Tenancy;
  let server: Server;
  let operator: Http;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    ({ server, operator } = tenancy);
  });

  const newKey = (more: object = {}): Promise<IssuedKeyJson> => issueKey(operator, tenancy.workspace, more);

  const listedAs = async (state: string): Promise<readonly string[]> =>
    (await operator.get(`${keysOf(tenancy.workspace)}?state=${state}&limit=100`))
      .expect<PageJson<KeyJson>>(200)
      .data.map(({ id }) => id);

  it('the successor has another secret, which is shown once, and the same grant', async () => {
    const old = await newKey({
      label: 'Production server',
      type: 'read_only',
      scopes: ['messages:read'],
      rateLimit: { limit: 5, windowMs: 1000 },
      metadata: { team: 'billing' },
      expiresAt: '2099-01-01T00:00:00.000Z',
    });
    const { secret, ...successor } = await rotated(operator, old);
    const { id, start, last4, createdAt, rotatedFrom, ...granted } = successor as RotatedKeyJson & {
      createdAt: string;
    };
    expect(old).toMatchObject(granted);
    expect([rotatedFrom, granted.replacedBy]).toEqual([old.id, null]);
    expect(Date.parse(createdAt)).toBeGreaterThan(0);
    expect(id).not.toBe(old.id);
    expect([secret.startsWith(start), secret.endsWith(last4), secret === old.secret]).toEqual([true, true, false]);
    expect(await shown(operator, successor as KeyJson)).toEqual(successor);
    expect((await rotated(operator, successor as KeyJson, { label: 'Renamed' })).label).toBe('Renamed');
  });

  it('both work until the overlap ends; then the predecessor has expired, also in the list', async () => {
    const old = await newKey();
    const beforeMs = Date.now();
    const successor = await rotated(operator, old, { overlapMs: 700 });
    const { overlapEndsAt, replacedBy, state } = await shown(operator, old);
    expect([replacedBy, state]).toEqual([successor.id, 'active']);
    const endMs = Date.parse(overlapEndsAt ?? '');
    expect(endMs - beforeMs).toBeGreaterThanOrEqual(700);
    for (;;) {
      const startedAtMs = Date.now();
      const status = await statusWith(server, old.secret);
      const answeredAtMs = Date.now();
      if (answeredAtMs < endMs) expect(status).toBe(200);
      if (startedAtMs >= endMs) {
        expect(status).toBe(401);
        break;
      }
    }
    expect(await codeWith(server, old.secret)).toBe('key_expired');
    expect(await statusWith(server, successor.secret)).toBe(200);
    expect(await listedAs('expired')).toContain(old.id);
    expect(await listedAs('active')).not.toContain(old.id);
  });

  it('a day of overlap where none is named', async () => {
    const old = await newKey();
    const beforeMs = Date.now();
    await rotated(operator, old);
    const { overlapMs, overlapEndsAt } = await shown(operator, old);
    expect(overlapMs).toBe(24 * HOUR_MS);
    expect(Date.parse(overlapEndsAt ?? '') - beforeMs).toBeGreaterThanOrEqual(24 * HOUR_MS);
  });

  it('without an overlap no call that starts after the answer is accepted with the old key', async () => {
    for (let round = 0; round < 15; round++) {
      const old = await newKey();
      const hammer = new Hammer(server.http.bearer(old.secret), 8);
      if (round % 2 === 0) await hammer.more(16);
      const successor = await rotated(operator, old, { overlapMs: 0 });
      const answeredAtMs = performance.now();
      await hammer.more(16);
      const calls = await hammer.stop();
      const after = calls.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
      expect([...new Set(after.map(({ status }) => status))]).toEqual([401]);
      expect(await statusWith(server, successor.secret)).toBe(200);
    }
  });

  it('of two rotations at once, exactly one makes a successor, and the other one names it', async () => {
    for (let round = 0; round < 10; round++) {
      const old = await newKey();
      const answers = await Promise.all([rotate(operator, old), rotate(operator, old), rotate(operator, old)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const successor = answers.find(({ status }) => status === 201)?.json<RotatedKeyJson>();
      for (const refused of answers.filter(({ status }) => status === 409))
        expect(refused.json()).toMatchObject({ code: 'key_replaced', detail: expect.stringContaining(successor!.id) });
      expect((await shown(operator, old)).replacedBy).toBe(successor?.id);
    }
  });

  describe('an overlap that waits for the first use', () => {
    it('starts with the first allowed call, on any route, and never again', async () => {
      const [first, second] = [await newKey({ scopes: ['admin'] }), await newKey()];
      const managing = await rotated(operator, first, WAITING);
      const calling = await rotated(operator, second, WAITING);
      for (const old of [first, second]) expect((await shown(operator, old)).overlapEndsAt).toBeNull();
      const elsewhere = await server.http.bearer(calling.secret).get(keysOf(tenancy.workspace));
      expect(elsewhere.status).toBe(403);
      expect((await shown(operator, second)).overlapEndsAt).toBeNull();
      (await server.http.bearer(managing.secret).get(keysOf(tenancy.workspace))).expect(200);
      expect(await statusWith(server, calling.secret)).toBe(200);
      for (const old of [first, second]) {
        const { overlapEndsAt } = await shown(operator, old);
        expect(Date.parse(overlapEndsAt ?? '') - Date.now()).toBeLessThanOrEqual(HOUR_MS);
        await statusWith(server, calling.secret);
        expect((await shown(operator, old)).overlapEndsAt).toBe(overlapEndsAt);
      }
    });

    it('starts once when many first calls come together', async () => {
      for (let round = 0; round < 5; round++) {
        const old = await newKey();
        const { secret } = await rotated(operator, old, WAITING);
        const statuses = await Promise.all(Array.from({ length: 40 }, () => statusWith(server, secret)));
        expect(new Set(statuses)).toEqual(new Set([200]));
        expect(await startsOf(server, old)).toBe(1);
      }
    });

    it('without an overlap the old key ends with the answer to the first call of the new one', async () => {
      const old = await newKey();
      const { secret } = await rotated(operator, old, { overlapMs: 0, overlapStarts: 'first_use' });
      const hammer = new Hammer(server.http.bearer(old.secret), 8);
      await hammer.more(16);
      expect(await statusWith(server, secret)).toBe(200);
      const answeredAtMs = performance.now();
      await hammer.more(16);
      const calls = await hammer.stop();
      const after = calls.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
      expect([...new Set(after.map(({ status }) => status))]).toEqual([401]);
    });

    it('a first use and a cancellation at the same time leave no overlap behind', async () => {
      for (let round = 0; round < 10; round++) {
        const old = await newKey();
        const { secret } = await rotated(operator, old, WAITING);
        const [status, cancelled] = await Promise.all([
          statusWith(server, secret),
          operator.post(`${pathOf(old)}/rotate/cancel`),
        ]);
        expect([status, cancelled.status]).toEqual([200, 200]);
        expect(await shown(operator, old)).toMatchObject({ replacedBy: null, overlapEndsAt: null, state: 'active' });
      }
    });
  });

  it('a cancelled overlap lets the old key live on, and be rotated again', async () => {
    const old = await newKey();
    const first = await rotated(operator, old);
    const cancelled = (await operator.post(`${pathOf(old)}/rotate/cancel`)).expect<RotatedKeyJson>(200);
    expect(cancelled).toMatchObject({ replacedBy: null, overlapMs: null, overlapEndsAt: null, state: 'active' });
    const again = await operator.post(`${pathOf(old)}/rotate/cancel`);
    expect([again.status, again.json()['code']]).toEqual([409, 'key_not_replaced']);
    const second = await rotated(operator, old, { overlapMs: 0 });
    const over = await operator.post(`${pathOf(old)}/rotate/cancel`);
    expect([over.status, over.json()['code']]).toEqual([409, 'overlap_over']);
    expect(over.json()['detail']).toContain(second.id);
    for (const key of [first, second]) expect(await statusWith(server, key.secret)).toBe(200);
  });

  it('what cannot be rotated says why', async () => {
    const disabled = await newKey();
    (await operator.post(`${pathOf(disabled)}/disable`)).expect(200);
    const revoked = await newKey();
    await revoke(operator, revoked);
    for (const [key, word] of [
      [disabled, 'disabled'],
      [revoked, 'revoked'],
    ] as const) {
      const refused = (await rotate(operator, key)).expect<{ code: string; detail: string }>(409);
      expect(refused).toMatchObject({ code: 'key_not_active', detail: expect.stringContaining(word) });
    }
  });

  it('a key rotates itself, and nothing that holds more or lies elsewhere', async () => {
    const writer = await newKey({ scopes: ['keys:write', 'devices:read'] });
    const admin = await newKey({ scopes: ['admin'] });
    const asWriter = server.http.bearer(writer.secret);
    expect((await rotate(asWriter, admin)).expect(403)).toMatchObject({ code: 'scope_not_held' });
    const neighbour = await defineWorkspace(operator, tenancy.api, 'Neighbour');
    const theirs = await issueKey(operator, neighbour, { scopes: ['devices:read'] });
    (await rotate(asWriter, theirs)).expect(404);
    (await rotate(asWriter, { ...theirs, workspaceId: tenancy.workspace.id })).expect(404);
    const successor = await rotated(asWriter, writer, { overlapMs: 0 });
    expect(await statusWith(server, writer.secret)).toBe(401);
    expect(await statusWith(server, successor.secret)).toBe(200);
  });

  describe('a scheduled revocation', () => {
    const schedule = async (key: KeyJson, inMs: number): Promise<RotatedKeyJson> => {
      const at = new Date(Date.now() + inMs).toISOString();
      return (await operator.post(`${pathOf(key)}/revoke`, { reason: 'owner_left', at })).expect(200);
    };

    it('leaves the key active until then, and is in force from its millisecond on', async () => {
      const key = await newKey();
      const { state, revocation } = await schedule(key, 800);
      expect([state, revocation?.reason]).toEqual(['active', 'owner_left']);
      expect(await listedAs('active')).toContain(key.id);
      const atMs = Date.parse(revocation?.at ?? '');
      for (;;) {
        const startedAtMs = Date.now();
        const status = await statusWith(server, key.secret);
        const answeredAtMs = Date.now();
        if (answeredAtMs < atMs) expect(status).toBe(200);
        if (startedAtMs >= atMs) {
          expect(status).toBe(401);
          break;
        }
      }
      expect(await codeWith(server, key.secret)).toBe('key_revoked');
      expect((await shown(operator, key)).state).toBe('revoked');
      expect(await listedAs('revoked')).toContain(key.id);
      const tooLate = await operator.post(`${pathOf(key)}/revoke/cancel`);
      expect([tooLate.status, tooLate.json()['code']]).toEqual([409, 'key_not_active']);
    });

    it('is brought forward, not put off, and can be withdrawn', async () => {
      const key = await newKey();
      await schedule(key, HOUR_MS);
      const later = { reason: 'unused', at: new Date(Date.now() + 2 * HOUR_MS).toISOString() };
      const putOff = await operator.post(`${pathOf(key)}/revoke`, later);
      expect([putOff.status, putOff.json()['code']]).toEqual([409, 'revocation_scheduled']);
      const withdrawn = (await operator.post(`${pathOf(key)}/revoke/cancel`)).expect<RotatedKeyJson>(200);
      expect([withdrawn.state, withdrawn.revocation]).toEqual(['active', null]);
      await schedule(key, HOUR_MS);
      expect((await rotate(operator, key)).expect(409)).toMatchObject({ code: 'revocation_scheduled' });
      expect((await revoke(operator, key)).state).toBe('revoked');
      expect(await statusWith(server, key.secret)).toBe(401);
      expect((await entriesOf(server, key)).map(({ action }) => action)).toEqual([
        'key.created',
        'key.revocation_scheduled',
        'key.revocation_cancelled',
        'key.revocation_scheduled',
        'key.revoked',
      ]);
    });
  });
});

describe('what was said of a rotation outlives the death of the server', () => {
  let tenancy: Tenancy;
  let server: Server;

  beforeEach(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    server = tenancy.server;
  });

  async function killed(die: (dying: Server) => Promise<void>): Promise<Http> {
    await die(server);
    server = await server.restart();
    return signIn(server);
  }

  it.each([
    ['the process', (dying: Server) => dying.kill9()],
    ['the process and its database', (dying: Server) => dying.kill9WithDatabase()],
  ])('an overlap whose first use was answered has started, whatever kills %s', async (_what, die) => {
    const old = await issueKey(tenancy.operator, tenancy.workspace);
    const successor = await rotated(tenancy.operator, old, WAITING);
    expect(await statusWith(server, successor.secret)).toBe(200);
    const operator = await killed(die);
    const { overlapEndsAt, replacedBy } = await shown(operator, old);
    expect([typeof overlapEndsAt, replacedBy]).toEqual(['string', successor.id]);
    expect(await statusWith(server, successor.secret)).toBe(200);
    expect((await shown(operator, old)).overlapEndsAt).toBe(overlapEndsAt);
    expect(await startsOf(server, old)).toBe(1);
  });

  it('killed in the midst of first uses, each overlap starts once: with an answered use, or with the next one', async () => {
    const olds: IssuedKeyJson[] = [];
    const successors: RotatedKeyJson[] = [];
    for (let i = 0; i < 24; i++) {
      olds.push(await issueKey(tenancy.operator, tenancy.workspace));
      successors.push(await rotated(tenancy.operator, olds[i]!, WAITING));
    }
    const answered = new Set<string>();
    const uses = successors.map(async ({ id, secret }) => {
      if ((await statusWith(server, secret)) === 200) answered.add(id);
    });
    await Promise.any(uses);
    const ended = Promise.allSettled(uses);
    const operator = await killed((dying) => dying.kill9());
    await ended;
    for (const [i, old] of olds.entries()) {
      const successor = successors[i]!;
      if (answered.has(successor.id)) expect((await shown(operator, old)).overlapEndsAt).not.toBeNull();
      expect(await statusWith(server, successor.secret)).toBe(200);
      expect((await shown(operator, old)).overlapEndsAt).not.toBeNull();
      expect(await startsOf(server, old)).toBe(1);
    }
  });

  it('a rotation without an overlap and a scheduled revocation hold after it', async () => {
    const [old, doomed] = [
      await issueKey(tenancy.operator, tenancy.workspace),
      await issueKey(tenancy.operator, tenancy.workspace),
    ];
    const successor = await rotated(tenancy.operator, old, { overlapMs: 0 });
    const at = new Date(Date.now() + 1500).toISOString();
    (await tenancy.operator.post(`${pathOf(doomed)}/revoke`, { reason: 'policy', at })).expect(200);
    await killed((dying) => dying.kill9WithDatabase());
    expect(await statusWith(server, old.secret)).toBe(401);
    expect(await statusWith(server, successor.secret)).toBe(200);
    await until('the revocation is in force', async () => (await statusWith(server, doomed.secret)) === 401);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(at));
  });
});
