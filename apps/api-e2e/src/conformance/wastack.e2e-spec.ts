import type { Answer } from '../http.js';
import { type IssuedKeyJson, pathOf, revoke, type WorkspaceJson } from '../tenancy.js';
import { CURL, FETCH } from './printed/wastack.js';
import { runCurl, runModule } from './printed-examples.js';
import { Recorder } from './recorder.js';
import { Vendor } from './vendor.js';

const MESSAGE = { to: '+31612345678', body: 'Hello' };
const text = expect.any(String) as unknown;

interface AppJson {
  readonly id: string;
  readonly appKey: string;
}

describe('WAStack: what its document promises', () => {
  const page = new Recorder('wastack', 'WAStack', 'Its sessions are our devices.');
  let vendor: Vendor;
  let workspace: WorkspaceJson;
  let key: IssuedKeyJson;
  let app: AppJson;

  beforeAll(async () => {
    vendor = await Vendor.start('wastack', 'Authorization');
    workspace = await vendor.account();
    (await vendor.operator.patch(`/v1/workspaces/${workspace.id}`, { overrides: { keysMax: 100 } })).expect(200);
    key = await vendor.newKey(workspace);
    app = (await vendor.operator.post(`/v1/workspaces/${workspace.id}/apps`, { name: 'CRM' })).expect(201);
    page.hide(app.appKey, 'your_app_key');
  });

  const listDevices = (headers: Readonly<Record<string, string>>) => ({
    method: 'GET',
    path: '/api/v1/devices',
    headers,
  });
  const errorOf = (answer: Answer) => answer.json<{ error: Record<string, unknown> }>().error;
  const sessionsOf = async (secret: string): Promise<string[]> => {
    const answer = (await vendor.as(secret).get('/api/v1/devices')).expect<{ data: { id: string }[] }>(200);
    return answer.data.map(({ id }) => id);
  };

  describe('Bearer Token Authentication', () => {
    it('keys begin as the printed one: wa_live_', () => {
      expect(key.secret).toMatch(/^wa_live_[0-9A-Za-z]{36}$/);
    });

    it('the key stands in Authorization: Bearer of every request, and nowhere else', async () => {
      page.section('Without a valid key');
      const refused = await page.ask('No key', vendor, listDevices({}));
      expect([refused.status, errorOf(refused)]).toEqual([401, { code: 'key_missing', message: text }]);
      const wrong = await page.ask(
        'The printed one',
        vendor,
        listDevices({ Authorization: 'Bearer wa_live_your_key' }),
      );
      expect([wrong.status, errorOf(wrong)]).toEqual([401, { code: 'key_malformed', message: text }]);
      const elsewhere = await vendor.as().get('/api/v1/devices', { headers: { 'x-api-key': key.secret } });
      expect(elsewhere.status).toBe(401);
    });
  });

  describe('API Key Scopes', () => {
    it('read: views sessions and messages', async () => {
      const { secret } = await vendor.newKey(workspace, { scopes: ['read'] });
      page.section('A read key');
      (await page.ask('Views sessions', vendor, listDevices(vendor.credential(secret)))).expect(200);
      expect((await vendor.as(secret).get('/api/v1/messages')).status).toBe(200);
      const refused = await page.ask('Sends nothing', vendor, {
        method: 'POST',
        path: '/api/v1/messages',
        headers: vendor.credential(secret),
        json: MESSAGE,
      });
      expect([refused.status, errorOf(refused)]).toEqual([
        403,
        { code: 'scope_missing', message: text, missing: ['messages:write'] },
      ]);
    });

    it('read is what a key may do that names nothing', () => expect(key.scopes).toEqual(['read']));

    it('write: sends messages', async () => {
      const { secret } = await vendor.newKey(workspace, { scopes: ['write'] });
      page.section('A write key');
      const sent = await page.ask('Sends a message', vendor, {
        method: 'POST',
        path: '/api/v1/messages',
        headers: vendor.credential(secret),
        json: MESSAGE,
      });
      const { id } = sent.expect<{ id: string }>(201);
      const listed = await page.ask('And views it', vendor, {
        method: 'GET',
        path: '/api/v1/messages?limit=1',
        headers: vendor.credential(secret),
      });
      expect(listed.expect<{ data: object[] }>(200).data).toMatchObject([{ id, ...MESSAGE }]);
      const keys = await vendor.as(secret).get(`/v1/workspaces/${workspace.id}/keys`);
      expect(keys.status).toBe(403);
    });

    it('write: manages webhooks, which read does not', async () => {
      const { secret } = await vendor.newKey(workspace, { scopes: ['write'] });
      const webhooks = `/v1/workspaces/${workspace.id}/webhooks`;
      const made = (await vendor.as(secret).post(webhooks, { url: 'https://example.com/hook' })).expect<{ id: string }>(
        201,
      );
      expect((await vendor.as(secret).send('DELETE', `${webhooks}/${made.id}`)).status).toBe(204);
      const reader = await vendor.newKey(workspace, { scopes: ['read'] });
      expect((await vendor.as(reader.secret).post(webhooks, { url: 'https://example.com/hook' })).status).toBe(403);
    });

    it('admin: team and billing, which write does not reach', async () => {
      page.section('An admin key');
      const { secret } = await vendor.newKey(workspace, { scopes: ['admin'] });
      const writer = await vendor.newKey(workspace, { scopes: ['write'] });
      for (const path of ['/api/v1/team', '/api/v1/billing']) {
        const asked = { method: 'GET', path, headers: vendor.credential(secret) };
        expect((await page.ask(path === '/api/v1/team' ? 'The team' : 'Billing', vendor, asked)).status).toBe(200);
        const refused = await vendor.as(writer.secret).get(path);
        expect([refused.status, errorOf(refused)]).toMatchObject([403, { code: 'scope_missing' }]);
      }
    });

    it('admin: full access to the workspace, its keys among it', async () => {
      const { secret } = await vendor.newKey(workspace, { scopes: ['admin'] });
      for (const path of ['/api/v1/devices', '/api/v1/messages', `/v1/workspaces/${workspace.id}/keys`]) {
        expect((await vendor.as(secret).get(path)).status).toBe(200);
      }
    });

    it('each key is scoped to specific sessions, and sees and uses no other', async () => {
      const admin = await vendor.newKey(workspace, { scopes: ['admin'] });
      const second = (await vendor.as(admin.secret).post('/v1/devices', { name: 'Second' })).expect<{ id: string }>(
        201,
      );
      const all = await sessionsOf(admin.secret);
      expect(all).toHaveLength(2);
      const limited = await vendor.newKey(workspace, { scopes: ['write'], deviceIds: [second.id] });
      expect(await sessionsOf(limited.secret)).toEqual([second.id]);
      page.section('A key of specific sessions');
      const other = all.find((id) => id !== second.id) ?? '';
      const own = { method: 'GET', path: `/api/v1/devices/${second.id}`, headers: vendor.credential(limited.secret) };
      (await page.ask('One of them', vendor, own)).expect(200);
      const refused = await page.ask('Another', vendor, { ...own, path: `/api/v1/devices/${other}` });
      expect([refused.status, errorOf(refused)['code']]).toEqual([403, 'resource_denied']);
      const sends = (deviceId: string) => vendor.as(limited.secret).post('/api/v1/messages', { ...MESSAGE, deviceId });
      expect((await sends(other)).status).toBe(403);
      expect((await sends(second.id)).status).toBe(201);
      expect((await sends(second.id)).json()).toMatchObject({ deviceId: second.id });
    });

    it('the key is good for its own workspace: what is another one’s does not exist', async () => {
      const foreign = await vendor.account(undefined, 'Another');
      const [session = ''] = await sessionsOf((await vendor.newKey(foreign)).secret);
      expect(await sessionsOf(key.secret)).not.toContain(session);
      const refused = await vendor.as(key.secret).get(`/api/v1/devices/${session}`);
      expect([refused.status, errorOf(refused)]).toEqual([404, { code: 'not_found', message: text }]);
    });
  });

  describe('Key Rotation', () => {
    it('both keys work during the transition, and the old one no longer once it is revoked', async () => {
      const old = await vendor.newKey(workspace);
      const next = (await vendor.operator.post(`${pathOf(old)}/rotate`, {})).expect<IssuedKeyJson>(201);
      for (let i = 0; i < 3; i++) {
        for (const { secret } of [old, next]) expect((await vendor.as(secret).get('/api/v1/devices')).status).toBe(200);
      }
      await revoke(vendor.operator, old);
      page.section('After a rotation');
      const refused = await page.ask('The old key, revoked', vendor, listDevices(vendor.credential(old.secret)));
      expect([refused.status, errorOf(refused)]).toEqual([401, { code: 'key_revoked', message: text }]);
      expect((await vendor.as(next.secret).get('/api/v1/devices')).status).toBe(200);
    });
  });

  describe('Code Examples', () => {
    it('`curl` itself runs the printed example against wastack.localhost', async () => {
      const answer = await runCurl(CURL, vendor, { your_app_key: app.appKey, your_auth_key: key.secret });
      expect(answer).toEqual({ status: 200, body: await listed() });
    });

    it('the printed `fetch` runs as well', async () => {
      const devices = await runModule(FETCH, 'devices', vendor, {
        your_app_key: app.appKey,
        your_auth_key: key.secret,
      });
      expect(devices).toEqual(await listed());
    });

    it('X-App-Key: a key that is bound to an app needs it, any other does without', async () => {
      const bound = await vendor.newKey(workspace, { appId: app.id });
      page.section('Listing devices');
      const withApp = (secret: string) => listDevices({ 'X-App-Key': app.appKey, ...vendor.credential(secret) });
      (await page.ask('As the document prints it', vendor, withApp(key.secret))).expect(200);
      (await page.ask('Without an app', vendor, listDevices(vendor.credential(key.secret)))).expect(200);
      expect(
        (await vendor.as(bound.secret).get('/api/v1/devices', { headers: { 'x-app-key': app.appKey } })).status,
      ).toBe(200);
      const refused = await page.ask(
        'A key of an app, without it',
        vendor,
        listDevices(vendor.credential(bound.secret)),
      );
      expect([refused.status, errorOf(refused)]).toEqual([403, { code: 'app_mismatch', message: text }]);
    });

    const listed = async (): Promise<object> => (await vendor.as(key.secret).get('/api/v1/devices')).expect(200);
  });

  it('docs/profiles/wastack.md shows these requests and answers', () => page.settle());
});
