import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import type { Answer } from '../http.js';
import { Receiver } from '../receiver.js';
import { type IssuedKeyJson, type KeyJson, pathOf, type WorkspaceJson } from '../tenancy.js';
import { until } from '../until.js';
import { CURL, RATE_LIMITED, VERIFY_FUNCTION } from './printed/startmessaging.js';
import { runCurl } from './printed-examples.js';
import { alertsOf, makeOlder, usedElsewhere } from './alerts.js';
import { Recorder } from './recorder.js';
import { Vendor } from './vendor.js';

const MESSAGE = { to: '+31612345678', body: 'Hello' };
const text = expect.any(String) as unknown;

describe('StartMessaging: what its document promises', () => {
  const page = new Recorder('startmessaging', 'StartMessaging');
  let vendor: Vendor;
  /** An account without a limit in the way, for what is about something else. */
  let account: WorkspaceJson;
  let key: IssuedKeyJson;

  beforeAll(async () => {
    vendor = await Vendor.start('startmessaging', 'Authorization');
    account = await vendor.account('enterprise');
    key = await vendor.newKey(account, { scopes: ['admin'] });
  });

  const errorOf = (answer: Answer) => answer.json<{ error: Record<string, unknown> }>().error;

  describe('Authentication Methods', () => {
    it('takes the key from Authorization: Bearer, and from nowhere else', async () => {
      const devices = { method: 'GET', path: '/v1/devices' };
      const headers = vendor.credential(key.secret);
      expect((await vendor.as().get('/v1/devices', { headers })).status).toBe(200);
      expect((await vendor.as().get('/v1/devices', { headers: { 'x-api-key': key.secret } })).status).toBe(401);
      page.section('Refusals of a key');
      const refused = await page.ask('Without a key', vendor, devices);
      expect([refused.status, errorOf(refused)]).toEqual([401, { code: 'KEY_MISSING', message: text }]);
      const unknown = await page.ask('With one that does not exist', vendor, {
        ...devices,
        headers: { Authorization: 'Bearer YOUR_API_KEY' },
      });
      expect([unknown.status, errorOf(unknown)]).toEqual([401, { code: 'KEY_MALFORMED', message: text }]);
    });
  });

  describe('API Key Management', () => {
    it('Settings → API Keys: generates a key with a descriptive label, and shows it once', async () => {
      page.section('Settings → API Keys');
      const made = await page.ask('Generate New Key', vendor, {
        method: 'POST',
        path: '/v1/settings/api-keys',
        headers: vendor.credential(key.secret),
        json: { label: 'Production Server' },
      });
      const { id, secret } = made.expect<IssuedKeyJson>(201);
      expect(secret).toMatch(/^sm_live_[0-9A-Za-z]{36}$/);
      expect((await vendor.as(secret).get('/v1/devices')).status).toBe(200);
      const listed = await page.ask('The keys of the account, without their secrets', vendor, {
        method: 'GET',
        path: '/v1/settings/api-keys?limit=1',
        headers: vendor.credential(key.secret),
      });
      expect(listed.expect<{ data: KeyJson[] }>(200).data).toMatchObject([{ id, label: 'Production Server' }]);
      expect(listed.text).not.toContain(secret);
    });

    it('Production: full access', async () => {
      const { secret } = await vendor.newKey(account, { type: 'production' });
      expect((await vendor.as(secret).get('/v1/devices')).status).toBe(200);
      expect((await vendor.as(secret).post('/v1/messages', MESSAGE)).status).toBe(201);
    });

    it('Sandbox: sandbox only', async () => {
      const { secret } = await vendor.newKey(account, { type: 'sandbox', scopes: ['admin'] });
      expect(secret).toMatch(/^sm_test_/);
      const sent = await vendor.as(secret).post('/v1/messages', MESSAGE);
      expect(sent.expect(201)).toMatchObject({ sandbox: true });
      const refused = await vendor.as(secret).patch('/v1/settings/security', { ipAllowlist: [] });
      expect([refused.status, errorOf(refused)['code']]).toEqual([403, 'ENVIRONMENT_DENIED']);
    });

    it('Read-only: GET endpoints only', async () => {
      const { secret } = await vendor.newKey(account, { type: 'read_only' });
      expect((await vendor.as(secret).get('/v1/messages')).status).toBe(200);
      page.section('A read-only key');
      const refused = await page.ask('Sends a message', vendor, {
        method: 'POST',
        path: '/v1/messages',
        headers: vendor.credential(secret),
        json: MESSAGE,
      });
      expect([refused.status, errorOf(refused)]).toEqual([403, { code: 'SCOPE_MISSING', message: text }]);
    });

    it('rotating: a new key, the application switches and verifies it, and the old one is revoked', async () => {
      const settings = vendor.as(key.secret);
      const [old, next] = [await vendor.newKey(account), await vendor.newKey(account)];
      for (const { secret } of [old, next]) expect((await vendor.as(secret).get('/v1/devices')).status).toBe(200);
      page.section('Settings → API Keys → Revoke');
      const revoked = await page.ask('Revokes the old key', vendor, {
        method: 'POST',
        path: `/v1/settings/api-keys/${old.id}/revoke`,
        headers: vendor.credential(key.secret),
        json: { reason: 'superseded' },
      });
      expect(revoked.expect(200)).toMatchObject({ id: old.id, state: 'revoked' });
      const refused = await page.ask('From the next request on', vendor, {
        method: 'GET',
        path: '/v1/devices',
        headers: vendor.credential(old.secret),
      });
      expect([refused.status, errorOf(refused)]).toEqual([401, { code: 'KEY_REVOKED', message: text }]);
      expect((await vendor.as(next.secret).get('/v1/devices')).status).toBe(200);
      expect((await settings.get('/v1/settings/api-keys?state=revoked')).text).toContain(old.id);
    });

    it('a key of another account is no key of this one', async () => {
      const foreign = await vendor.newKey(await vendor.account('free', 'Another'));
      const path = `/v1/settings/api-keys/${foreign.id}/revoke`;
      const refused = await vendor.as(key.secret).post(path, { reason: 'unused' });
      expect([refused.status, errorOf(refused)]).toEqual([404, { code: 'NOT_FOUND', message: text }]);
    });
  });

  describe('Request Format', () => {
    it('`curl` itself runs the printed example against startmessaging.localhost', async () => {
      const printed = await runCurl(CURL, vendor, {
        YOUR_API_KEY: key.secret,
        'unique-request-id': randomUUID(),
        '{ ... }': JSON.stringify(MESSAGE),
      });
      expect(printed).toEqual({ status: 201, body: expect.objectContaining(MESSAGE) as unknown });
    });

    it('X-Request-ID: a UUID, under which a message is sent once, however often it is asked to', async () => {
      page.section('Sending a message');
      const request = {
        method: 'POST',
        path: '/v1/messages',
        headers: { ...vendor.credential(key.secret), 'X-Request-ID': randomUUID() },
        json: MESSAGE,
      };
      const first = (await page.ask('The first time', vendor, request)).expect<{ id: string }>(201);
      const again = await page.ask('The same request again', vendor, request);
      expect([again.expect<{ id: string }>(201).id, again.headers['idempotency-replayed']]).toEqual([first.id, 'true']);
      const named = await page.ask('With a name that is no UUID', vendor, {
        ...request,
        headers: { ...vendor.credential(key.secret), 'X-Request-ID': 'unique-request-id' },
      });
      expect([named.status, errorOf(named)]).toMatchObject([
        400,
        { code: 'INVALID_REQUEST', errors: [{ field: 'x-request-id' }] },
      ]);
    });
  });

  describe('Rate Limits', () => {
    const burst = (secret: string, count: number): Promise<Answer[]> =>
      Promise.all(Array.from({ length: count }, () => vendor.as(secret).get('/v1/devices')));

    it('Free: 10 requests a second, per key; beyond that the printed answer', async () => {
      const free = await vendor.account('free', 'Fast');
      const [one, other] = [await vendor.newKey(free), await vendor.newKey(free)];
      const answers = await burst(one.secret, 80);
      const allowed = answers.filter(({ status }) => status === 200).length;
      expect(allowed).toBeGreaterThanOrEqual(10);
      expect(allowed).toBeLessThan(80);
      for (const answer of answers.filter(({ status }) => status !== 200)) {
        expect([answer.status, answer.json(), answer.headers['retry-after']]).toEqual([429, RATE_LIMITED, '1']);
      }
      expect((await vendor.as(other.secret).get('/v1/devices')).status).toBe(200);
      const slow = await vendor.newKey(account, { rateLimit: { limit: 1, windowMs: 1_000 } });
      page.section('Rate limits');
      await vendor.as(slow.secret).get('/v1/devices');
      const refused = await page.ask('More than the plan has', vendor, {
        method: 'GET',
        path: '/v1/devices',
        headers: vendor.credential(slow.secret),
      });
      expect([refused.status, refused.json()]).toEqual([429, RATE_LIMITED]);
    });

    it('Premium: 100 requests a second', async () => {
      const premium = await vendor.account('premium', 'Premium');
      const { limits } = (await vendor.operator.get(`/v1/workspaces/${premium.id}/plan`)).expect<{ limits: object }>(
        200,
      );
      expect(limits).toMatchObject({ rateLimit: { limit: 100, windowMs: 1_000 } });
      const { secret } = await vendor.newKey(premium);
      expect((await burst(secret, 90)).map(({ status }) => status)).toEqual(Array(90).fill(200));
    });

    it('Enterprise: custom, up to 1,000', async () => {
      const limited = (limit: number) =>
        vendor.operator.post(`/v1/workspaces/${account.id}/keys`, {
          label: 'Fast',
          rateLimit: { limit, windowMs: 1_000 },
        });
      expect((await limited(1_001)).status).toBe(400);
      expect((await limited(1_000)).status).toBe(201);
    });

    it('Free: 1,000 requests a day, of all keys of the account together; a key can be revoked all the same', async () => {
      const free = await vendor.account('free', 'Busy');
      const keys = [await vendor.newKey(free), await vendor.newKey(free)];
      const overrides = { rateLimit: { limit: 10_000, windowMs: 1_000 } };
      (await vendor.operator.patch(`/v1/workspaces/${free.id}`, { overrides })).expect(200);
      const answers = (await Promise.all(keys.map(({ secret }) => burst(secret, 505)))).flat();
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1_000);
      const refused = await page.ask('More than the plan has in a day', vendor, {
        method: 'GET',
        path: '/v1/devices',
        headers: vendor.credential(keys[0]?.secret),
      });
      expect([refused.status, errorOf(refused)]).toEqual([
        429,
        { code: 'ALLOWANCE_EXCEEDED', message: text, retry_after: Number(refused.headers['retry-after']) },
      ]);
      const admin = vendor.as((await vendor.newKey(free, { scopes: ['admin'] })).secret);
      const path = `/v1/settings/api-keys/${keys[0]?.id}/revoke`;
      expect((await admin.post(path, { reason: 'compromised' })).status).toBe(200);
    });

    it('the daily limits of the other plans: 100,000, and none', async () => {
      const limitOf = async (plan: string) => {
        const { id } = await vendor.account(plan, plan);
        const answer = await vendor.operator.get(`/v1/workspaces/${id}/plan`);
        return answer.expect<{ limits: { dailyLimit: number | null } }>(200).limits.dailyLimit;
      };
      expect([await limitOf('free'), await limitOf('premium'), await limitOf('enterprise')]).toEqual([
        1_000,
        100_000,
        null,
      ]);
    });
  });

  describe('Security Best Practices', () => {
    it('Settings → Security: keys are used from known addresses only', async () => {
      const office = await vendor.account('premium', 'Office');
      const admin = await vendor.newKey(office, { scopes: ['admin'] });
      const security = { path: '/v1/settings/security', headers: vendor.credential(admin.secret) };
      page.section('Settings → Security');
      const set = await page.ask('From these addresses only', vendor, {
        ...security,
        method: 'PATCH',
        json: { ipAllowlist: ['127.0.0.0/8'] },
      });
      expect(set.expect(200)).toEqual({ ipAllowlist: ['127.0.0.0/8'] });
      expect((await page.ask('What is set', vendor, { ...security, method: 'GET' })).json()).toEqual(set.json());
      const elsewhere = { ipAllowlist: ['192.0.2.0/24'] };
      (await vendor.operator.patch(`/v1/workspaces/${office.id}`, elsewhere)).expect(200);
      const refused = await page.ask('From another address', vendor, { ...security, method: 'GET' });
      expect([refused.status, errorOf(refused)]).toEqual([403, { code: 'IP_DENIED', message: text }]);
    });

    it('usage of each key can be looked at', async () => {
      const used = await vendor.newKey(account);
      for (let i = 0; i < 3; i++) (await vendor.as(used.secret).get('/v1/devices')).expect(200);
      const usage = (await vendor.operator.get(`${pathOf(used)}/usage`)).expect(200);
      expect(usage).toMatchObject({ totals: { allowed: 3 }, lastUsedAt: text });
    });

    it('Monitor usage: an alert for unusual activity, without anybody having set one up', async () => {
      const used = await vendor.newKey(await vendor.account('enterprise', 'Watched'));
      await usedElsewhere(vendor, used, 30);
      (await vendor.as(used.secret).get('/v1/devices')).expect(200);
      const alerts = await alertsOf(vendor, used, 'new_network');
      expect(alerts).toMatchObject([{ state: 'firing', cause: { network: '127.0.0.0/24' } }]);
    });

    it('Rotate keys regularly: a reminder after 90 days, which ends with the rotation', async () => {
      const reminded = await vendor.account('enterprise', 'Reminded');
      const [young, old] = [await vendor.newKey(reminded), await vendor.newKey(reminded)];
      await makeOlder(vendor, young, 89);
      await makeOlder(vendor, old, 90);
      expect(await alertsOf(vendor, old, 'rotation_due')).toMatchObject([
        { state: 'firing', cause: { afterDays: 90 } },
      ]);
      (await vendor.operator.post(`${pathOf(old)}/rotate`, {})).expect(201);
      expect(await alertsOf(vendor, old, 'rotation_due')).toMatchObject([{ state: 'resolved' }]);
      expect(await alertsOf(vendor, young, 'rotation_due', 0)).toEqual([]);
    });
  });

  describe('Webhook Authentication', () => {
    type Verify = (payload: string, signature: unknown, secret: string) => boolean;
    const verify = runInNewContext(`${VERIFY_FUNCTION}; verifyWebhookSignature`, {
      require: createRequire(import.meta.url),
      Buffer,
    }) as Verify;
    let receiver: Receiver;
    let elsewhere: Receiver;

    beforeAll(async () => {
      [receiver, elsewhere] = [await Receiver.start(), await Receiver.start()];
    });
    afterAll(() => Promise.all([receiver.stop(), elsewhere.stop()]));

    it('the printed function accepts what arrives, and no changed byte, changed time or wrong secret', async () => {
      const office = await vendor.account('enterprise', 'Told');
      const sender = await vendor.newKey(office);
      const webhooks = `/v1/workspaces/${office.id}/webhooks`;
      const events = { url: receiver.url, eventTypes: ['message.read'] };
      const { secret } = (await vendor.as(sender.secret).post(webhooks, events)).expect<{ secret: string }>(201);
      const sent = (await vendor.as(sender.secret).post('/v1/messages', MESSAGE)).expect<{ id: string }>(201);
      const { body, headers } = await until('it is read', () => receiver.received[0]);
      expect(JSON.parse(body)).toMatchObject({ type: 'message.read', data: { id: sent.id, status: 'read' } });
      const signature = headers['x-webhook-signature'];
      expect(verify(body, signature, secret)).toBe(true);
      expect(verify(`${body} `, signature, secret)).toBe(false);
      expect(verify(body.replace(/"timestamp":"\d/, '"timestamp":"1'), signature, secret)).toBe(false);
      expect(verify(body, signature, secret.replace('whsec_', 'whsec_x'))).toBe(false);
    });

    it('X-Webhook-URL: overrides the webhook URL for this request', async () => {
      const { secret } = await vendor.newKey(account);
      const headers = { 'X-Webhook-URL': elsewhere.url };
      const named = (await vendor.as(secret).post('/v1/messages', MESSAGE, { headers })).expect<{ id: string }>(201);
      const types = () => elsewhere.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
      await until('all of it is told', () => types().includes('message.read'));
      for (const { body } of elsewhere.received) expect(JSON.parse(body)).toMatchObject({ data: { id: named.id } });
      page.section('A webhook for one request');
      const refused = await page.ask('To where webhooks may not go', vendor, {
        method: 'POST',
        path: '/v1/messages',
        headers: { ...vendor.credential(secret), 'X-Webhook-URL': 'https://169.254.169.254/' },
        json: MESSAGE,
      });
      expect([refused.status, errorOf(refused)]).toMatchObject([400, { errors: [{ field: 'X-Webhook-URL' }] }]);
    });
  });

  describe('FAQ', () => {
    it('up to 10 API keys per account', async () => {
      const full = await vendor.account('premium', 'Full');
      const admin = await vendor.newKey(full, { scopes: ['admin'] });
      for (let i = 1; i < 10; i++) await vendor.newKey(full);
      const refused = await vendor.as(admin.secret).post('/v1/settings/api-keys', { label: 'The eleventh' });
      expect([refused.status, errorOf(refused)['code']]).toEqual([409, 'CAP_REACHED']);
    });
  });

  it('docs/profiles/startmessaging.md shows these requests and answers', () => page.settle());
});
