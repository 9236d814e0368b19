import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  type ApiJson,
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  type PageJson,
  pathOf,
  signIn,
  type Tenancy,
  tenancyOn,
} from './tenancy.js';
import { until } from './until.js';

interface DueKeyJson {
  readonly keyId: string;
  readonly policy: string;
  readonly act: string;
  readonly reason: string;
  readonly countedFrom: string;
  readonly since: string;
}

interface AuditRow {
  readonly action: string;
  readonly actor_kind: string;
  readonly target_id: string;
  readonly reason: string | null;
}

const OFF = { unused: null, age: null, ownerLeft: null };
const NOTHING = { disabled: 0, revoked: 0, complete: true };
const FIRST_RUN = /Key policies have disabled 0 and revoked 0 keys/;

let tenancy: Tenancy;

/** Server and hands after a restart. */
async function follow(server: Server): Promise<void> {
  tenancy = { ...tenancy, server, operator: await signIn(server) };
}

const pathOfPolicies = ({ id }: ApiJson = tenancy.api): string => `/v1/apis/${id}/key-policies`;

const setPolicies = async (keyPolicies: object, api = tenancy.api): Promise<void> => {
  (await tenancy.operator.patch(`/v1/apis/${api.id}`, { keyPolicies })).expect(200);
};

const run = async (): Promise<object> => (await tenancy.operator.post(`${pathOfPolicies()}/run`)).expect(200);

async function dryRun(body: object = {}): Promise<DueKeyJson[]> {
  const listed: DueKeyJson[] = [];
  for (let cursor: string | null = null, pages = 0; pages === 0 || cursor !== null; pages++) {
    const asked = { ...body, ...(cursor !== null && { cursor }) };
    const page = await tenancy.operator.post(`${pathOfPolicies()}/dry-run`, asked);
    const { data, nextCursor } = page.expect<PageJson<DueKeyJson>>(200);
    listed.push(...data);
    cursor = nextCursor;
  }
  return listed;
}

const issue = (client = tenancy.operator): Promise<IssuedKeyJson> => issueKey(client, tenancy.workspace);

async function sql<Row extends object>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
  const database = await openDatabaseOf(tenancy.server.dataDir);
  try {
    return (await database.query<Row>(statement, parameters)).rows;
  } finally {
    await database.end();
  }
}

/** As if the keys were made that long ago. What is cached of them says nothing of their age. */
const age = (keys: readonly KeyJson[], days: number): Promise<object[]> =>
  sql(`UPDATE api_keys SET created_at = created_at - $1 * interval '1 day' WHERE id = ANY($2)`, [
    days,
    keys.map(({ id }) => id),
  ]);

/** What a key has done in the last second may still be in memory, where no statement moves it. */
async function moveUseBack({ id }: KeyJson, days: number): Promise<void> {
  const written = () => sql('SELECT FROM usage_last_uses WHERE key_id = $1', [id]);
  await until('the use is written', async () => (await written()).length === 1);
  await sql(`UPDATE usage_last_uses SET last_used_at = last_used_at - $1 * interval '1 day' WHERE key_id = $2`, [
    days,
    id,
  ]);
}

const audited = (keys: readonly Pick<KeyJson, 'id'>[]): Promise<AuditRow[]> =>
  sql<AuditRow>(
    `SELECT action, actor_kind, target_id, reason FROM audit_entries
     WHERE target_id = ANY($1) AND action <> 'key.created' ORDER BY id`,
    [keys.map(({ id }) => id)],
  );

/** `allowed`, or the code of the refusal. */
async function outcomeOf({ secret }: IssuedKeyJson): Promise<string> {
  const answer = await tenancy.server.http.bearer(secret).get('/v1/devices');
  return answer.status === 200 ? 'allowed' : answer.json<{ code: string }>().code;
}

const stateOf = async (key: KeyJson): Promise<string> =>
  (await tenancy.operator.get(pathOf(key))).expect<KeyJson>(200).state;

beforeAll(async () => {
  const server = await Server.start({ ...WITH_OPERATOR, LOG_LEVEL: 'debug' });
  tenancy = await tenancyOn(server);
  // The first run comes by itself soon after the start; the next one is an hour away, and in nobody's way here.
  await server.process.waitFor(FIRST_RUN);
});

afterEach(() => setPolicies(OFF));

describe('the key policies of an API', () => {
  it.each([...WIRE_PROFILE_NAMES])('are off at first: %s', async (profile) => {
    const api = await defineApi(tenancy.operator, `${profile}-policies`, profile);
    expect((await tenancy.operator.get(`/v1/apis/${api.id}`)).expect(200)).toMatchObject({ keyPolicies: OFF });
  });

  it('can be made with it, are changed one by one, and every change is in the audit log', async () => {
    const { operator } = tenancy;
    const unused = { afterDays: 90, act: 'disable' };
    const api = { name: 'x', slug: 'strict', wireProfile: 'standard', hostnames: ['strict.localhost'] };
    const made = await operator.post('/v1/apis', { ...api, keyPolicies: { unused } });
    const { id } = made.expect<ApiJson>(201);
    expect(made.json()).toMatchObject({ keyPolicies: { ...OFF, unused } });
    const change = async (keyPolicies: object): Promise<object> =>
      (await operator.patch(`/v1/apis/${id}`, { keyPolicies })).expect(200);
    const ownerLeft = { act: 'revoke' };
    expect(await change({ ownerLeft })).toMatchObject({ keyPolicies: { ...OFF, unused, ownerLeft } });
    expect(await change({ unused: null })).toMatchObject({ keyPolicies: { ...OFF, ownerLeft } });
    const entries = await sql<{ after: { keyPolicies: object } }>(
      'SELECT after FROM audit_entries WHERE target_id = $1 ORDER BY id',
      [id],
    );
    expect(entries.map(({ after }) => after.keyPolicies)).toEqual([
      { ...OFF, unused },
      { ...OFF, unused, ownerLeft },
      { ...OFF, ownerLeft },
    ]);
  });
});

describe.each([
  ['revoke', 'key_revoked', 'key.revoked', 'revoked'],
  ['disable', 'key_disabled', 'key.disabled', 'disabled'],
])('a policy that says %s', (act, refusal, action, state) => {
  it.each([
    ['unused', 'unused'],
    ['age', 'policy'],
  ])('is in force for the next request, and the dry run has said so: %s', async (policy, reason) => {
    const [due, young, another] = [await issue(), await issue(), await issue()];
    for (const key of [due, young, another]) expect(await outcomeOf(key)).toBe('allowed');
    await age([due, another], 31);
    await moveUseBack(due, 31);
    const policies = { [policy]: { afterDays: 30, act } };
    const expected = policy === 'unused' ? [due] : [another, due];
    const listed = await dryRun({ keyPolicies: policies });
    expect(listed.map(({ keyId }) => keyId)).toEqual(expected.map(({ id }) => id));
    expect(listed.every((one) => one.policy === policy && one.act === act && one.reason === reason)).toBe(true);
    expect(await dryRun()).toEqual([]);
    expect(await run()).toEqual(NOTHING);

    await setPolicies(policies);
    expect(await dryRun()).toEqual(listed);
    expect(await run()).toEqual({ ...NOTHING, [state]: expected.length });
    for (const key of expected) expect([await outcomeOf(key), await stateOf(key)]).toEqual([refusal, state]);
    for (const key of [due, young, another].filter((one) => !expected.includes(one)))
      expect(await outcomeOf(key)).toBe('allowed');
    const entries = await audited([due, young, another]);
    expect(entries.map(({ target_id }) => target_id).sort()).toEqual(expected.map(({ id }) => id).sort());
    for (const entry of entries) expect(entry).toMatchObject({ action, actor_kind: 'system', reason });
    expect(await dryRun()).toEqual([]);
    expect(await run()).toEqual(NOTHING);
    await end([due, young, another]);
  });
});

/** So that no later test meets them. */
async function end(keys: readonly KeyJson[]): Promise<void> {
  for (const key of keys)
    (await tenancy.operator.post(`${pathOf(key)}/revoke`, { reason: 'administrative' })).expect(200);
}

it('a key in use is spared, however old, and though its use is still in memory', async () => {
  const key = await issue();
  await age([key], 365);
  await setPolicies({ unused: { afterDays: 1, act: 'revoke' } });
  expect(await outcomeOf(key)).toBe('allowed');
  expect(await dryRun()).toEqual([]);
  expect(await run()).toEqual(NOTHING);
  expect(await outcomeOf(key)).toBe('allowed');
  await end([key]);
});

it('a key that somebody enables again stays enabled, and tells why it is due later', async () => {
  const key = await issue();
  await age([key], 365);
  await setPolicies({ age: { afterDays: 30, act: 'disable' } });
  expect(await run()).toEqual({ ...NOTHING, disabled: 1 });
  (await tenancy.operator.post(`${pathOf(key)}/enable`)).expect(200);
  expect(await run()).toEqual(NOTHING);
  expect(await outcomeOf(key)).toBe('allowed');
  await sql(`UPDATE api_keys SET enabled_at = enabled_at - interval '30 days' WHERE id = $1`, [key.id]);
  expect(await dryRun()).toMatchObject([{ keyId: key.id, countedFrom: 'enabled', act: 'disable' }]);
  await end([key]);
});

it('a dry run comes page by page, and holds keys of every workspace of the API and of no other', async () => {
  const { operator, api } = tenancy;
  const second = await defineWorkspace(operator, api, 'Second');
  const elsewhere = await defineWorkspace(operator, await defineApi(operator, 'elsewhere', 'standard'), 'Elsewhere');
  const keys = [await issue(), await issueKey(operator, second), await issue()];
  const foreign = await issueKey(operator, elsewhere);
  await age([...keys, foreign], 10);
  const keyPolicies = { age: { afterDays: 10, act: 'revoke' } };
  for (const limit of [1, 2, 3, 100]) {
    const listed = await dryRun({ keyPolicies, limit });
    expect(listed.map(({ keyId }) => keyId)).toEqual(keys.map(({ id }) => id).reverse());
  }
  expect(await audited([...keys, foreign])).toEqual([]);
  await end([...keys, foreign]);
});

describe('whoever leaves', () => {
  const COLLEAGUE = { email: 'colleague@example.com', password: 'another long password' };

  it('is signed out at once, cannot sign in, and leaves their keys to the policy', async () => {
    const { operator, server } = tenancy;
    const account = { ...COLLEAGUE, name: 'Colleague', role: 'operator' };
    const { id } = (await operator.post('/v1/users', account)).expect<{ id: string }>(201);
    const sessions = [await signIn(server, COLLEAGUE), await signIn(server, COLLEAGUE)];
    const [theirs, ours] = [await issue(sessions[0]), await issue()];
    await setPolicies({ ownerLeft: { act: 'revoke' } });
    expect(await run()).toEqual(NOTHING);
    const left = (await operator.post(`/v1/users/${id}/leave`)).expect<{ leftAt: string }>(200);
    for (const session of sessions)
      expect((await session.get('/v1/auth/me')).expect(401)).toMatchObject({ code: 'signed_out' });
    const refused = await server.http.post('/v1/auth/login', COLLEAGUE);
    expect(refused.expect(401)).toMatchObject({ code: 'bad_credentials' });
    expect(await dryRun()).toMatchObject([
      { keyId: theirs.id, policy: 'owner_left', reason: 'owner_left', countedFrom: 'owner_left', since: left.leftAt },
    ]);
    expect(await outcomeOf(theirs)).toBe('allowed');
    expect(await run()).toEqual({ ...NOTHING, revoked: 1 });
    expect([await outcomeOf(theirs), await outcomeOf(ours)]).toEqual(['key_revoked', 'allowed']);
    const { data } = (await operator.get('/v1/users')).expect<PageJson<{ id: string; leftAt: string | null }>>(200);
    expect(data.map(({ leftAt }) => leftAt)).toEqual([left.leftAt, null]);
    expect(JSON.stringify(data)).not.toMatch(/password|argon2/i);
    expect(await audited([{ id }])).toMatchObject([
      { action: 'user.created', actor_kind: 'user' },
      { action: 'user.left', actor_kind: 'user' },
    ]);
    await end([theirs, ours]);
  });

  it('is never the last operator: of the last two who leave at once, one stays', async () => {
    const { operator, server } = tenancy;
    const account = { email: 'second@example.com', password: COLLEAGUE.password, name: 'Second', role: 'operator' };
    const { user } = (await operator.get('/v1/auth/me')).expect<{ user: { id: string } }>(200);
    const last = (await operator.post(`/v1/users/${user.id}/leave`)).expect(409);
    expect(last).toMatchObject({ code: 'last_operator' });
    for (let round = 0; round < 5; round++) {
      const email = `second${round}@example.com`;
      const first = tenancy.operator;
      const { id } = (await first.post('/v1/users', { ...account, email })).expect<{ id: string }>(201);
      const second = await signIn(server, { email, password: account.password });
      const answers = await Promise.all([
        first.post(`/v1/users/${id}/leave`),
        second.post(`/v1/users/${user.id}/leave`),
      ]);
      const statuses = answers.map(({ status }) => status);
      const active = await sql('SELECT FROM users WHERE left_at IS NULL');
      expect(active).toHaveLength(1);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect([401, 409]).toContain(statuses.find((status) => status !== 200));
      // Who has left cannot come back; for the next round the first one does, by the test's own hand.
      await sql('UPDATE users SET left_at = NULL WHERE id = $1', [user.id]);
      await sql('UPDATE users SET left_at = now() WHERE id <> $1', [user.id]);
      await follow(server);
    }
  });
});

describe('a run that does not come to its end', () => {
  const KEYS = 400;
  const statesOf = async (keys: readonly KeyJson[]): Promise<number> => {
    const [row] = await sql<{ revoked: number }>(
      'SELECT count(*)::int4 AS revoked FROM api_keys WHERE id = ANY($1) AND revoked_at IS NOT NULL',
      [keys.map(({ id }) => id)],
    );
    return row?.revoked ?? 0;
  };

  it('has done a part, and the next does the rest: each key once, whether the server was stopped or killed', async () => {
    const keys: IssuedKeyJson[] = [];
    while (keys.length < KEYS) keys.push(...(await Promise.all(Array.from({ length: 20 }, () => issue()))));
    await age(keys, 100);
    await setPolicies({ age: { afterDays: 100, act: 'revoke' } });
    let done = 0;
    for (const interrupt of [(server: Server) => server.stop(), (server: Server) => server.kill9()]) {
      const { operator, server } = tenancy;
      const running = operator.post(`${pathOfPolicies()}/run`).catch(() => null);
      await until('a part is done', async () => (await statesOf(keys)) > done + 5);
      await interrupt(server);
      const answer = await running;
      if (answer !== null) expect(answer.json()).toMatchObject({ complete: false });
      await follow(await server.restart());
      const revoked = await statesOf(keys);
      expect(revoked).toBeGreaterThan(done);
      expect(revoked).toBeLessThan(KEYS);
      done = revoked;
    }
    await run();
    expect(await statesOf(keys)).toBe(KEYS);
    const entries = await audited(keys);
    expect(entries).toHaveLength(KEYS);
    expect(new Set(entries.map(({ target_id }) => target_id)).size).toBe(KEYS);
    for (const key of keys.slice(0, 20)) expect(await outcomeOf(key)).toBe('key_revoked');
  });

  it('comes by itself soon after the start', async () => {
    const key = await issue();
    await age([key], 100);
    await setPolicies({ age: { afterDays: 100, act: 'disable' } });
    const { server } = tenancy;
    await server.stop();
    await follow(await server.restart());
    await until('the key is disabled', async () => (await outcomeOf(key)) === 'key_disabled');
    await tenancy.server.process.waitFor(/Key policies have disabled 1 and revoked 0 keys/);
    expect(await audited([key])).toMatchObject([{ action: 'key.disabled', actor_kind: 'system', reason: 'policy' }]);
  });
});
