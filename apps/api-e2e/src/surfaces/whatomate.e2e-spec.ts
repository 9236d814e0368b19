import { dumpOf } from '../database.js';
import type { Answer, Http } from '../http.js';
import { join, newPerson, type Person } from '../people.js';
import { Server, WITH_OPERATOR } from '../server.js';
import {
  type ApiJson,
  defineApi,
  defineWorkspace,
  issueKey,
  pathOf,
  signIn,
  statusWith,
  type WorkspaceJson,
} from '../tenancy.js';

const KEYS = '/api/api-keys';
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

interface IssuedJson {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly key_prefix: string;
  readonly expires_at: string | null;
  readonly created_at: string;
}

const dataOf = <T>(answer: Answer, status: number): T => {
  const { status: said, data, ...more } = answer.expect<{ status: string; data: T }>(status);
  expect([said, more]).toEqual(['success', {}]);
  return data;
};

describe("Whatomate's API keys", () => {
  let server: Server;
  let operator: Http;
  let api: ApiJson;
  let workspace: WorkspaceJson;
  let other: WorkspaceJson;
  let admin: Person;
  /** A session of the admin's, as the document's dashboard JWT. */
  let jwt: Http;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
    api = await defineApi(operator, 'whatomate', 'whatomate');
    workspace = await defineWorkspace(operator, api, 'Organization');
    admin = await newPerson(operator, server, 'admin');
    await join(operator, workspace, admin, 'admin');
    jwt = at(admin.http);
    other = await defineWorkspace(operator, api, 'Other');
  });

  const at = (client: Http): Http => client.with({ host: `whatomate.localhost:${server.port}` });
  const by = (secret: string): Http => at(server.http).with({ 'x-api-key': secret });
  const created = async (client: Http, more: object = {}): Promise<IssuedJson> =>
    dataOf(await client.post(KEYS, { name: 'Production Integration', ...more }), 201);
  const listed = async (client: Http): Promise<Record<string, unknown>[]> => dataOf(await client.get(KEYS), 200);

  it('are created with a JWT: the key is answered once, in the document’s words', async () => {
    const key = await created(jwt, { expires_at: '2027-12-31T23:59:59Z' });
    expect(key).toEqual({
      id: expect.stringMatching(/^key_/),
      name: 'Production Integration',
      key: expect.stringMatching(/^whm_[0-9a-f]{32}$/),
      key_prefix: key.key.slice(4, 12),
      expires_at: '2027-12-31T23:59:59.000Z',
      created_at: expect.stringMatching(TIMESTAMP),
    });
    expect(JSON.stringify(await listed(jwt))).not.toContain(key.key);
    expect((await created(jwt, { expires_at: null })).expires_at).toBeNull();
    expect((await created(jwt)).expires_at).toBeNull();
  });

  it('inherit the permissions of the admin who created them, and create others', async () => {
    const key = await created(jwt);
    expect((await by(key.key).get('/v1/devices')).status).toBe(200);
    const second = await created(by(key.key));
    expect((await by(second.key).get('/v1/contacts-or-devices')).status).toBe(404);
    expect((await by(second.key).get('/v1/devices')).status).toBe(200);
    const told = await operator.get(`/v1/workspaces/${workspace.id}/keys/${second.id}`);
    expect(told.expect(200)).toMatchObject({ inheritsFrom: admin.id, createdBy: { kind: 'key', id: key.id } });
  });

  it('are listed newest first, each with exactly the seven fields', async () => {
    const key = await created(jwt);
    const [unused] = await listed(jwt);
    expect(unused).toEqual({
      id: key.id,
      name: key.name,
      key_prefix: key.key_prefix,
      last_used_at: null,
      expires_at: null,
      is_active: true,
      created_at: key.created_at,
    });
    (await by(key.key).get('/v1/devices')).expect(200);
    const [used] = await listed(by(key.key));
    expect(used).toMatchObject({ id: key.id, last_used_at: expect.stringMatching(TIMESTAMP), is_active: true });
  });

  it('are all listed, however many', async () => {
    const crowded = await defineWorkspace(operator, api, 'Crowded');
    const inCrowded = at(operator).with({ 'x-organization-id': crowded.id });
    for (let i = 0; i < 11; i++) await Promise.all(Array.from({ length: 10 }, () => created(inCrowded)));
    const ids = (await listed(inCrowded)).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([110, 110]);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  it('that are disabled are listed as not active', async () => {
    const key = await created(jwt);
    (await operator.post(`/v1/workspaces/${workspace.id}/keys/${key.id}/disable`)).expect(200);
    expect((await listed(jwt)).find(({ id }) => id === key.id)).toMatchObject({ is_active: false });
  });

  it('are deleted at once and for good: refused, not listed, not deleted twice', async () => {
    const key = await created(jwt);
    expect((await by(key.key).get('/v1/devices')).status).toBe(200);
    const deleted = await jwt.send('DELETE', `${KEYS}/${key.id}`);
    expect(dataOf(deleted, 200)).toEqual({ message: 'API key deleted successfully' });
    expect((await by(key.key).get('/v1/devices')).expect(401)).toMatchObject({
      status: 'error',
      data: { code: 'key_revoked' },
    });
    expect((await listed(jwt)).map(({ id }) => id)).not.toContain(key.id);
    const again = (await jwt.send('DELETE', `${KEYS}/${key.id}`)).expect(404);
    expect(again).toMatchObject({ status: 'error', data: { code: 'not_found' } });
    const kept = await operator.get(`/v1/workspaces/${workspace.id}/keys/${key.id}`);
    expect(kept.expect(200)).toMatchObject({ state: 'revoked', revocation: { by: { kind: 'user', id: admin.id } } });
  });

  it('a repeated creation makes one key, and shows it once', async () => {
    const headers = { 'idempotency-key': 'create-once' };
    const create = () => jwt.post(KEYS, { name: 'Once' }, { headers });
    const first = dataOf<IssuedJson>(await create(), 201);
    const again = dataOf<IssuedJson>(await create(), 201);
    expect(again).toMatchObject({ id: first.id, key: null });
    expect((await dumpOf(server.dataDir)).filter((row) => row.includes(first.key))).toEqual([]);
  });

  describe('the organization', () => {
    const organization = (client: Http, id: string): Http => at(client).with({ 'x-organization-id': id });

    it('of a person is their only one, or the one that they name; several have to be named', async () => {
      const person = await newPerson(operator, server, 'two-organizations');
      const another = await defineWorkspace(operator, api, 'Another');
      const none = (await at(person.http).get(KEYS)).expect(404);
      expect(none).toMatchObject({ status: 'error', data: { code: 'not_found' } });
      await join(operator, workspace, person, 'viewer');
      await created(jwt);
      expect((await listed(at(person.http))).length).toBeGreaterThan(0);
      await join(operator, other, person, 'admin');
      expect((await at(person.http).get(KEYS)).expect(400)).toMatchObject({
        status: 'error',
        data: { code: 'invalid_request', errors: [{ field: 'X-Organization-ID' }] },
      });
      const theirs = await created(organization(person.http, other.id));
      expect((await listed(organization(person.http, other.id))).map(({ id }) => id)).toEqual([theirs.id]);
      const named = { headers: { 'idempotency-key': 'one-name-two-organizations' } };
      await join(operator, another, person, 'admin');
      const made = [other, another].map(({ id }) => organization(person.http, id).post(KEYS, { name: 'x' }, named));
      const ids = (await Promise.all(made)).map((answer) => dataOf<IssuedJson>(answer, 201).id);
      expect(new Set(ids).size).toBe(2);
      const refused = await organization(person.http, workspace.id).post(KEYS, { name: 'x' });
      expect(refused.expect(403)).toMatchObject({ status: 'error', data: { code: 'forbidden' } });
    });

    it('that is not theirs, of another API, or no id at all, answers like none', async () => {
      const elsewhere = await defineWorkspace(operator, await defineApi(operator, 'twin', 'whatomate'), 'Twin');
      for (const id of [other.id, elsewhere.id, 'ws_00000000000000000000000000', 'x', '', "'; --"]) {
        for (const answer of [
          await organization(admin.http, id).get(KEYS),
          await organization(admin.http, id).post(KEYS, { name: 'x' }),
        ])
          expect(answer.expect(404)).toMatchObject({ data: { code: 'not_found' } });
      }
      expect((await organization(operator, elsewhere.id).get(KEYS)).status).toBe(404);
      expect((await organization(operator, other.id).get(KEYS)).status).toBe(200);
    });

    it('an operator names it, unless the API has only one', async () => {
      expect((await at(operator).get(KEYS)).status).toBe(400);
      const twin = operator.with({ host: 'twin.localhost' });
      expect((await twin.get(KEYS)).status).toBe(200);
    });

    it('a key has its own, and may name no other', async () => {
      const { key } = await created(jwt);
      expect((await by(key).with({ 'x-organization-id': workspace.id }).get(KEYS)).status).toBe(200);
      expect((await by(key).with({ 'x-organization-id': other.id }).get(KEYS)).status).toBe(404);
    });

    it('keys of another one are neither listed nor deleted', async () => {
      const foreign = await issueKey(operator, other);
      expect((await listed(jwt)).map(({ id }) => id)).not.toContain(foreign.id);
      expect((await jwt.send('DELETE', `${KEYS}/${foreign.id}`)).status).toBe(404);
      expect((await operator.get(pathOf(foreign))).expect(200)).toMatchObject({ state: 'active' });
    });
  });

  describe('are refused in the document’s envelope', () => {
    it('without a credential, with an unknown key, and with a session that is over', async () => {
      const over = at(await signIn(server, admin));
      (await over.post('/v1/auth/logout')).expect(204);
      for (const [client, code] of [
        [at(server.http), 'key_missing'],
        [by(`whm_${'0'.repeat(32)}`), 'key_unknown'],
        [by('whm_short'), 'key_malformed'],
        [over, 'signed_out'],
      ] as const)
        expect((await client.get(KEYS)).expect(401)).toMatchObject({ status: 'error', data: { code } });
    });

    it('a key where the document has a JWT', async () => {
      const { key } = await created(jwt);
      expect((await at(server.http).bearer(key).get(KEYS)).expect(401)).toMatchObject({
        data: { code: 'key_missing' },
      });
    });

    it('what a key, or a role, may not do', async () => {
      const reader = await issueKey(operator, workspace, { scopes: ['keys:read'] });
      (await by(reader.secret).get(KEYS)).expect(200);
      expect((await by(reader.secret).post(KEYS, { name: 'x' })).expect(403)).toMatchObject({
        status: 'error',
        data: { code: 'scope_missing', missing: ['keys:write'] },
      });
      expect((await by(reader.secret).send('DELETE', `${KEYS}/${reader.id}`)).status).toBe(403);
    });

    it('a bad body, with the name of the field', async () => {
      const bad = [
        [{}, 'name'],
        [{ name: '' }, 'name'],
        [{ name: 7 }, 'name'],
        [{ name: 'x', expires_at: 'tomorrow' }, 'expires_at'],
        [{ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
        [{ name: 'x', scopes: ['admin'] }, 'scopes'],
      ] as const;
      for (const [json, field] of bad) {
        const answer = (await jwt.post(KEYS, json)).expect(400);
        expect([json, answer]).toEqual([
          json,
          expect.objectContaining({
            status: 'error',
            data: expect.objectContaining({ errors: [expect.objectContaining({ field })] }),
          }),
        ]);
      }
    });

    it('a key that expires makes none that does not', async () => {
      const { secret } = await issueKey(operator, workspace, { expiresAt: '2027-01-01T00:00:00Z' });
      const refused = (await by(secret).post(KEYS, { name: 'x', expires_at: null })).expect(403);
      expect(refused).toMatchObject({ data: { code: 'scope_not_held', errors: [{ field: 'expires_at' }] } });
    });
  });

  it('a cookie opens them to pages of this server only', async () => {
    const { email, password } = admin;
    const signedIn = await server.http.post('/v1/auth/login', { email, password });
    const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const browser = at(server.http).with({ cookie });
    (await browser.get(KEYS)).expect(200);
    expect((await browser.post(KEYS, { name: 'x' })).expect(403)).toMatchObject({ data: { code: 'origin_denied' } });
    const origin = `http://whatomate.localhost:${server.port}`;
    (await browser.post(KEYS, { name: 'x' }, { headers: { origin } })).expect(201);
  });

  it('a workspace that is suspended, or closed to an address, serves a session no more than a key', async () => {
    const workspaceOf = `/v1/workspaces/${workspace.id}`;
    const { key } = await created(jwt);
    const statuses = async (): Promise<number[]> => [
      (await jwt.get('/api/contacts')).status,
      (await by(key).get('/api/contacts')).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    for (const [closed, open] of [
      [{ suspended: true }, { suspended: false }],
      [{ ipAllowlist: ['192.0.2.0/24'] }, { ipAllowlist: [] }],
    ]) {
      (await operator.patch(workspaceOf, closed)).expect(200);
      expect(await statuses()).toEqual([403, 403]);
      (await operator.patch(workspaceOf, open)).expect(200);
    }
    expect(await statuses()).toEqual([200, 200]);
  });

  it('are no address on an API of another profile, whatever is presented', async () => {
    await defineApi(operator, 'acme', 'standard');
    for (const client of [server.http, admin.http, operator]) {
      const none = await client.with({ host: 'acme.localhost' }).get('/api/nothing-of-the-sort');
      const answer = await client.with({ host: 'acme.localhost' }).get(KEYS);
      expect([answer.status, answer.json()['code']]).toEqual([404, none.json()['code']]);
    }
  });

  it('are of no use elsewhere', async () => {
    const { key } = await created(jwt);
    expect(await statusWith(server, key, { host: 'twin.localhost' })).toBe(401);
  });
});
