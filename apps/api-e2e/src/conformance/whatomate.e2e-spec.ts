import type { Answer, Http } from '../http.js';
import type { KeyJson, WorkspaceJson } from '../tenancy.js';
import { until } from '../until.js';
import { CREATE, CREATED, CURL, DELETED, LISTED, PRINTED_KEY } from './printed/whatomate.js';
import { runCurl } from './printed-examples.js';
import { alertsOf, makeOlder } from './alerts.js';
import { Recorder } from './recorder.js';
import { Vendor } from './vendor.js';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

interface ListedJson {
  readonly id: string;
  readonly name: string;
  readonly key_prefix: string;
  readonly last_used_at: string | null;
  readonly expires_at: string | null;
  readonly is_active: boolean;
  readonly created_at: string;
}

interface CreatedJson {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly key_prefix: string;
  readonly expires_at: string | null;
}

describe('Whatomate: what its document promises', () => {
  const page = new Recorder('whatomate', 'Whatomate');
  let vendor: Vendor;
  let organization: WorkspaceJson;
  /** The JWT of an admin, for the one organization that this API has. */
  let admin: Http;

  beforeAll(async () => {
    vendor = await Vendor.start('whatomate', 'X-API-Key');
    organization = await vendor.account();
    (await vendor.operator.patch(`/v1/workspaces/${organization.id}`, { overrides: { keysMax: 100 } })).expect(200);
    admin = vendor.operator.with({ host: vendor.host });
  });

  const dataOf = <T>(answer: Answer): T => {
    expect([200, 201]).toContain(answer.status);
    const { status, data } = answer.json<{ status: string; data: T }>();
    expect(status).toBe('success');
    return data;
  };

  /** The vendor's answers name the secret otherwise than ours, so it is noted by hand. */
  async function create(client: Http, more: object = {}): Promise<CreatedJson> {
    const created = dataOf<CreatedJson>(await client.post('/api/api-keys', { name: CREATE.name, ...more }));
    vendor.server.secrets.add(created.key);
    return created;
  }

  const list = async (client: Http): Promise<ListedJson[]> => dataOf<ListedJson[]>(await client.get('/api/api-keys'));

  describe('Create API Key', () => {
    it('with a JWT: a key of the printed fields and the printed format, shown once', async () => {
      const created = await create(admin);
      expect(Object.keys(created)).toEqual(CREATED);
      expect(created.key).toMatch(/^whm_[0-9a-f]{32}$/);
      expect(created.key_prefix).toBe(created.key.slice('whm_'.length, 'whm_'.length + 8));
      expect(created).toMatchObject({ name: CREATE.name, expires_at: null });
      expect((await admin.get('/api/api-keys')).text).not.toContain(created.key);
    });

    it('with an expiry in RFC 3339, or with null for none', async () => {
      const expiresAt = new Date(Date.now() + YEAR_MS).toISOString().replace(/\.\d+Z$/, 'Z');
      const dated = await create(admin, { expires_at: expiresAt });
      expect(Date.parse(dated.expires_at ?? '')).toBe(Date.parse(expiresAt));
      expect((await create(admin, { expires_at: null })).expires_at).toBeNull();
    });

    it('the printed body lies in the past, and is refused by its field', async () => {
      const refused = await admin.post('/api/api-keys', CREATE);
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('expires_at')]);
    });

    it('the name is required', async () => {
      const refused = await admin.post('/api/api-keys', { expires_at: null });
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('"field":"name"')]);
    });
  });

  describe('Authentication', () => {
    it('`curl` itself runs the printed example against whatomate.localhost', async () => {
      const { key } = await create(admin);
      const answer = await runCurl(CURL, vendor, { [PRINTED_KEY]: key });
      expect(answer).toMatchObject({ status: 200, body: { status: 'success', data: [] } });
    });

    it('X-API-Key, or a JWT; without either the refusal is 401', async () => {
      const { key } = await create(admin);
      expect((await vendor.as(key).get('/api/contacts')).status).toBe(200);
      page.section('Without a valid key');
      const refused = await page.ask('No key', vendor, { method: 'GET', path: '/api/contacts' });
      expect(refused.status).toBe(401);
      expect((await vendor.as().bearer(key).get('/api/contacts')).status).toBe(401);
    });
  });

  describe('API keys over an API key', () => {
    it('are listed with the printed fields, created and deleted', async () => {
      const { key, id } = await create(admin);
      page.section('API keys');
      const credential = vendor.credential(key);
      const expiresAt = '2099-12-31T23:59:59Z';
      const answer = await page.ask('Create API Key', vendor, {
        method: 'POST',
        path: '/api/api-keys',
        headers: credential,
        json: { ...CREATE, expires_at: expiresAt },
      });
      const created = dataOf<CreatedJson>(answer);
      vendor.server.secrets.add(created.key);
      const listed = dataOf<ListedJson[]>(await vendor.as(key).get('/api/api-keys'));
      for (const each of listed) expect(Object.keys(each)).toEqual(LISTED);
      expect(listed.map((each) => each.id)).toEqual(expect.arrayContaining([id, created.id]));
      const own = listed.find((each) => each.id === id);
      expect(own).toMatchObject({ is_active: true, key_prefix: key.slice(4, 12) });
      expect(own?.last_used_at).not.toBeNull();
      const deleted = await page.ask('Delete API Key', vendor, {
        method: 'DELETE',
        path: `/api/api-keys/${created.id}`,
        headers: credential,
      });
      expect([deleted.status, deleted.json()]).toEqual([200, DELETED]);
    });

    it('a deletion is immediate, and cannot be undone', async () => {
      const doomed = await create(admin);
      expect((await vendor.as(doomed.key).get('/api/contacts')).status).toBe(200);
      expect((await admin.send('DELETE', `/api/api-keys/${doomed.id}`)).json()).toEqual(DELETED);
      expect((await vendor.as(doomed.key).get('/api/contacts')).status).toBe(401);
      const enabled = await vendor.operator.post(`/v1/workspaces/${organization.id}/keys/${doomed.id}/enable`);
      expect(enabled.status).toBe(409);
      const still = (await list(admin)).find(({ id }) => id === doomed.id);
      expect(still?.is_active ?? false).toBe(false);
    });

    it('an expired key opens nothing', async () => {
      const { key, id } = await create(admin, { expires_at: new Date(Date.now() + 1_500).toISOString() });
      await until('the key has expired', async () => (await vendor.as(key).get('/api/contacts')).status === 401);
      expect((await list(admin)).find((each) => each.id === id)?.is_active ?? false).toBe(false);
    });
  });

  describe('Security Best Practices', () => {
    it('Rotate regularly: a reminder on a schedule that the organization chooses, until the key is deleted', async () => {
      const rules = `/v1/workspaces/${organization.id}/alert-rules`;
      (await vendor.operator.patch(rules, { rules: { rotation_due: { afterDays: 30 } } })).expect(200);
      const { id } = await create(admin);
      const key = (await vendor.operator.get(`/v1/workspaces/${organization.id}/keys/${id}`)).expect<KeyJson>(200);
      await makeOlder(vendor, key, 30);
      expect(await alertsOf(vendor, key, 'rotation_due')).toMatchObject([
        { state: 'firing', cause: { afterDays: 30 } },
      ]);
      expect((await admin.send('DELETE', `/api/api-keys/${id}`)).status).toBe(200);
      expect(await alertsOf(vendor, key, 'rotation_due')).toMatchObject([{ state: 'resolved' }]);
    });
  });

  describe('Permissions', () => {
    it('a key has those of the admin who made it: contacts, messages, templates, analytics', async () => {
      const { key } = await create(admin);
      for (const path of ['/api/contacts', '/v1/messages', '/v1/templates', '/v1/analytics', '/v1/devices']) {
        expect([path, (await vendor.as(key).get(path)).status]).toEqual([path, 200]);
      }
      const sent = await vendor.as(key).post('/v1/messages', { to: '+31612345678', body: 'Hello' });
      expect(sent.status).toBe(201);
    });

    it('and none in another organization', async () => {
      const { key } = await create(admin);
      const other = await vendor.account(undefined, 'Another');
      const foreign = await vendor.newKey(other);
      expect((await vendor.as(key).send('DELETE', `/api/api-keys/${foreign.id}`)).status).toBe(404);
      expect((await vendor.as(key).get('/api/api-keys')).text).not.toContain(foreign.id);
      expect((await vendor.as(foreign.secret).get('/v1/devices')).status).toBe(200);
    });
  });

  it('docs/profiles/whatomate.md shows these requests and answers', () => page.settle());
});
