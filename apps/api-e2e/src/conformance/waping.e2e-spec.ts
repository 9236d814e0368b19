import { openDatabaseOf } from '../database.js';
import type { Answer } from '../http.js';
import { type IssuedKeyJson, type PageJson, pathOf, revoke, type WorkspaceJson } from '../tenancy.js';
import { ANSWER, PLANS, REQUEST } from './printed/waping.js';
import { curlOf, runCurl } from './printed-examples.js';
import { Recorder } from './recorder.js';
import { Vendor } from './vendor.js';

const MESSAGE = { to: '+31612345678', body: 'Hello' };
const PLACEHOLDER = `{WAPING_API_KEY{'}'}`;
const text = expect.any(String) as unknown;

interface PlanJson {
  readonly name: string;
  readonly devicesMax: number;
  readonly messagesPerMonth: number;
  readonly entitlements: readonly string[];
}

describe('WAPing: what its document promises', () => {
  const page = new Recorder('waping', 'WAPing');
  let vendor: Vendor;
  let workspace: WorkspaceJson;
  let key: IssuedKeyJson;

  beforeAll(async () => {
    vendor = await Vendor.start('waping', 'Authorization');
    workspace = await vendor.account('pro');
    key = await vendor.newKey(workspace);
    (await vendor.operator.patch(`/v1/workspaces/${workspace.id}`, { overrides: { keysMax: 100 } })).expect(200);
  });

  const devices = (secret?: string, path = '/v1/devices') => ({
    method: 'GET',
    path,
    headers: { ...vendor.credential(secret), Accept: 'application/json' },
  });
  const errorOf = (answer: Answer) => answer.json<{ error: Record<string, unknown> }>().error;
  const refusal = (code: string, reason: string, more: object = {}) => ({ code, reason, message: text, ...more });
  const deviceOf = async (secret: string): Promise<string> => {
    const answer = (await vendor.as(secret).get('/v1/devices')).expect<PageJson<{ id: string }>>(200);
    return answer.data[0]?.id ?? '';
  };

  describe('Request example', () => {
    it('`curl` itself sends the printed request to waping.localhost, and the answer is as it is printed', async () => {
      const { status, body } = await runCurl(curlOf(REQUEST), vendor, { [PLACEHOLDER]: key.secret });
      expect(status).toBe(200);
      const answer = body as typeof ANSWER;
      expect(Object.keys(answer)).toEqual(Object.keys(ANSWER));
      page.section('Listing devices');
      (await page.ask('The request example', vendor, devices(key.secret))).expect(200);
      const [device] = answer.data;
      expect(device).toMatchObject({ id: expect.stringMatching(/^dev_/) as unknown, status: 'connected' });
      expect(Object.keys(device ?? {})).toEqual(expect.arrayContaining(Object.keys(ANSWER.data[0] ?? {})));
    });
  });

  describe('Errors', () => {
    it('401 UNAUTHORIZED: the key is missing, malformed, or revoked', async () => {
      page.section('401: fix the credential');
      const missing = await page.ask('No key', vendor, devices());
      expect([missing.status, errorOf(missing)]).toEqual([401, refusal('UNAUTHORIZED', 'key_missing')]);
      const malformed = await page.ask('A malformed one', vendor, devices('wap_live_cut-off'));
      expect([malformed.status, errorOf(malformed)]).toEqual([401, refusal('UNAUTHORIZED', 'key_malformed')]);
      const revoked = await vendor.newKey(workspace);
      await revoke(vendor.operator, revoked);
      const answer = await page.ask('A revoked one', vendor, devices(revoked.secret));
      expect([answer.status, errorOf(answer)]).toEqual([401, refusal('UNAUTHORIZED', 'key_revoked')]);
    });

    it('403 FORBIDDEN: the plan lacks API access', async () => {
      const { secret } = await vendor.newKey(await vendor.account('free', 'Free'));
      page.section('403: upgrade the plan, or fix the permissions');
      const answer = await page.ask('On the Free plan', vendor, devices(secret));
      const missing = { missing: ['api_access'] };
      expect([answer.status, errorOf(answer)]).toEqual([403, refusal('FORBIDDEN', 'entitlement_missing', missing)]);
    });

    it('403 FORBIDDEN: the scope does not suffice', async () => {
      const { secret } = await vendor.newKey(workspace, { scopes: ['read'] });
      const answer = await page.ask('A key that may only read', vendor, {
        method: 'POST',
        path: '/v1/messages',
        headers: vendor.credential(secret),
        json: MESSAGE,
      });
      const missing = { missing: ['messages:write'] };
      expect([answer.status, errorOf(answer)]).toEqual([403, refusal('FORBIDDEN', 'scope_missing', missing)]);
    });

    it('403 FORBIDDEN: a device that the key may not touch', async () => {
      const admin = await vendor.newKey(workspace, { scopes: ['admin'] });
      const first = await deviceOf(admin.secret);
      const { data: second } = (await vendor.as(admin.secret).post('/v1/devices', { name: 'Second' })).expect<{
        data: { id: string };
      }>(201);
      const { secret } = await vendor.newKey(workspace, { deviceIds: [second.id] });
      expect((await vendor.as(secret).get(`/v1/devices/${second.id}`)).status).toBe(200);
      const answer = await page.ask(
        'A device that the key may not touch',
        vendor,
        devices(secret, `/v1/devices/${first}`),
      );
      expect([answer.status, errorOf(answer)]).toEqual([403, refusal('FORBIDDEN', 'resource_denied')]);
      const sends = await vendor.as(secret).post('/v1/messages', { ...MESSAGE, deviceId: first });
      expect([sends.status, errorOf(sends)]).toEqual([403, refusal('FORBIDDEN', 'resource_denied')]);
    });

    it('403 FORBIDDEN: a device of another workspace; keys do not cross', async () => {
      const foreign = await deviceOf((await vendor.newKey(await vendor.account('pro', 'Another'))).secret);
      const path = `/v1/devices/${foreign}`;
      const answer = await page.ask('A device of another workspace', vendor, devices(key.secret, path));
      expect([answer.status, errorOf(answer)]).toEqual([403, refusal('FORBIDDEN', 'resource_denied')]);
      expect((await vendor.as(key.secret).get('/v1/devices')).text).not.toContain(foreign);
      const none = await page.ask('A device that does not exist', vendor, devices(key.secret, '/v1/devices/dev_123'));
      expect([none.status, errorOf(none)]).toEqual([404, { code: 'NOT_FOUND', message: text }]);
    });
  });

  describe('Operational notes', () => {
    it('two keys are valid during a rotation, and the session stays connected', async () => {
      const old = await vendor.newKey(workspace);
      const before = (await vendor.as(old.secret).get('/v1/devices')).text;
      const next = (await vendor.operator.post(`${pathOf(old)}/rotate`, {})).expect<IssuedKeyJson>(201);
      for (const { secret } of [old, next]) expect((await vendor.as(secret).get('/v1/devices')).text).toBe(before);
      await revoke(vendor.operator, old);
      expect((await vendor.as(next.secret).get('/v1/devices')).text).toBe(before);
      expect(before).toContain('"status":"connected"');
      expect((await vendor.as(next.secret).post('/v1/messages', MESSAGE)).status).toBe(201);
    });

    it('Authorization is in no log: not of what is allowed, nor of what is refused or fails', async () => {
      const { secret } = await vendor.newKey(workspace);
      await vendor.as(secret).get('/v1/devices');
      await vendor.as(secret).post('/v1/messages', { to: secret, body: secret });
      await vendor.as(secret).get(`/v1/${secret}?key=${secret}`);
      expect(vendor.server.secrets.all).toContain(secret);
      expect(vendor.server.secrets.foundIn(vendor.server.process.output)).toEqual([]);
    });
  });

  describe('Plan entitlements', () => {
    it('the table of plans is the catalogue', async () => {
      const answer = await vendor.operator.get(`/v1/apis/${vendor.api.id}/plans`);
      const { data } = answer.expect<PageJson<PlanJson>>(200);
      const rows = data.map(({ name, devicesMax, messagesPerMonth, entitlements }) => {
        const included = ['api_access', 'webhooks'].map((entitlement) => entitlements.includes(entitlement));
        expect(new Set(included).size).toBe(1);
        return [name, devicesMax, messagesPerMonth, included[0]];
      });
      expect(rows).toEqual(PLANS);
    });

    it('no more devices than the plan has', async () => {
      const starter = await vendor.newKey(await vendor.account('starter', 'Starter'), { scopes: ['admin'] });
      page.section('What a plan has is used up');
      const refused = await page.ask('A second device on the Starter plan', vendor, {
        method: 'POST',
        path: '/v1/devices',
        headers: vendor.credential(starter.secret),
        json: { name: 'Second' },
      });
      expect([refused.status, errorOf(refused)]).toMatchObject([409, { code: 'CAP_REACHED' }]);
    });

    it('no more messages a month than the plan has: 429, which is not 403', async () => {
      const small = await vendor.account('starter', 'Small');
      const { secret } = await vendor.newKey(small);
      const overrides = { messagesPerMonth: 2 };
      (await vendor.operator.patch(`/v1/workspaces/${small.id}`, { overrides })).expect(200);
      const send = { method: 'POST', path: '/v1/messages', headers: vendor.credential(secret), json: MESSAGE };
      for (let i = 0; i < 2; i++) expect((await vendor.as(secret).post('/v1/messages', MESSAGE)).status).toBe(201);
      const refused = await page.ask('A message beyond those of the month', vendor, send);
      expect([refused.status, errorOf(refused)]).toEqual([429, refusal('TOO_MANY_REQUESTS', 'allowance_exceeded')]);
      expect((await vendor.as(secret).get('/v1/devices')).status).toBe(200);
    });

    it('throttling is another matter than access', async () => {
      const { secret } = await vendor.newKey(workspace, { rateLimit: { limit: 1, windowMs: 60_000 } });
      expect((await vendor.as(secret).get('/v1/devices')).status).toBe(200);
      const refused = await vendor.as(secret).get('/v1/devices');
      expect([refused.status, errorOf(refused)]).toEqual([429, refusal('TOO_MANY_REQUESTS', 'rate_limited')]);
    });
  });

  describe('Caveats', () => {
    it('a valid key does not guarantee sends: the session must be connected', async () => {
      const { secret } = await vendor.newKey(await vendor.account('starter', 'Disconnected'));
      const deviceId = await deviceOf(secret);
      const database = await openDatabaseOf(vendor.server.dataDir);
      await database.query(`UPDATE devices SET status = 'disconnected' WHERE id = $1`, [deviceId]);
      await database.end();
      const send = { method: 'POST', path: '/v1/messages', json: { ...MESSAGE, deviceId } };
      page.section('The session is not connected');
      const refused = await page.ask('A valid key', vendor, { ...send, headers: vendor.credential(secret) });
      expect([refused.status, errorOf(refused)]).toMatchObject([409, { code: 'DEVICE_NOT_CONNECTED', message: text }]);
      const invalid = await vendor.as('wap_live_cut-off').post('/v1/messages', send.json);
      expect([invalid.status, errorOf(invalid)['code']]).toEqual([401, 'UNAUTHORIZED']);
    });
  });

  it('docs/profiles/waping.md shows these requests and answers', () => page.settle());
});
