import { openDatabaseOf } from '../database.js';
import type { Answer } from '../http.js';
import { type IssuedKeyJson, pathOf, revoke, type WorkspaceJson } from '../tenancy.js';
import { until } from '../until.js';
import { CURL, REFUSALS } from './printed/messagesmart.js';
import { runCurl } from './printed-examples.js';
import { alertsOf } from './alerts.js';
import { Recorder } from './recorder.js';
import { Vendor } from './vendor.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const PATH = '/api/v1/whatsapp/messages/text';
const MESSAGE = {
  whatsAppBusinessId: '123456789012345',
  whatsAppBusinessPhoneNumberId: '106540352242922',
  to: '+31612345678',
  body: 'Hello 👋',
};
const text = expect.any(String) as unknown;

interface OwnKeyJson {
  readonly expiration: string;
  readonly quotaUsage: { readonly used: number; readonly resetsAt: string };
}

describe('MessageSmart: what its document promises', () => {
  const page = new Recorder('messagesmart', 'MessageSmart');
  let vendor: Vendor;
  let account: WorkspaceJson;
  let key: IssuedKeyJson;

  beforeAll(async () => {
    vendor = await Vendor.start('messagesmart', 'X-API-Key');
    account = await vendor.account();
    key = await vendor.newKey(account);
    (await vendor.operator.patch(`/v1/workspaces/${account.id}`, { overrides: { keysMax: 100 } })).expect(200);
  });

  const send = (secret?: string) => ({
    method: 'POST',
    path: PATH,
    headers: vendor.credential(secret),
    json: MESSAGE,
  });
  const ownKeyOf = (secret: string) => ({ method: 'GET', path: '/api/v1/api-key', headers: vendor.credential(secret) });
  const dataOf = <T>(answer: Answer): T => answer.expect<{ success: true; data: T }>(200).data;
  const printed = ({ status, text: body }: Answer): object => ({ status, body: JSON.parse(body) as unknown });
  const asPrinted = (refusal: (typeof REFUSALS)['missing']) => ({ status: refusal.error.httpStatus, body: refusal });

  describe('API Key Authentication', () => {
    it('takes the key from X-API-Key, and from nowhere else', async () => {
      expect((await vendor.as(key.secret).get('/api/v1/api-key')).status).toBe(200);
      expect((await vendor.as().bearer(key.secret).get('/api/v1/api-key')).status).toBe(401);
    });

    it('keys look as the printed one: ms_live_ and 20 lower-case letters and digits', async () => {
      expect(key.secret).toMatch(/^ms_live_[0-9a-z]{20}$/);
      expect((await vendor.newKey(account, { environment: 'test' })).secret).toMatch(/^ms_test_[0-9a-z]{20}$/);
    });

    it('`curl` itself runs the complete request example against messagesmart.localhost', async () => {
      const answer = await runCurl(CURL, vendor, { ms_live_1a2b3c4d5e6f7g8h9i0j: key.secret });
      expect(answer).toEqual({
        status: 201,
        body: { success: true, data: expect.objectContaining({ id: text, ...MESSAGE, status: text }) as unknown },
      });
    });

    it('a text message is sent, and what is wrong with one is told by its field', async () => {
      page.section('Sending a text message');
      (await page.ask('The complete request example', vendor, send(key.secret))).expect(201);
      const bad = await page.ask('With a telephone number that is none', vendor, {
        ...send(key.secret),
        json: { ...MESSAGE, to: '0612345678' },
      });
      expect(bad.expect(400)).toEqual({
        success: false,
        error: { code: 'invalid_request', message: text, httpStatus: 400, errors: [{ field: 'to', message: text }] },
      });
    });
  });

  describe('API Key Properties', () => {
    it('Expiration: 365 days by default', async () => {
      const asked = Date.now();
      const { secret } = await vendor.newKey(account, { label: 'Production', planLabel: 'Gold' });
      page.section('A key’s own properties');
      const own = dataOf<OwnKeyJson>(await page.ask('A key looks at itself', vendor, ownKeyOf(secret)));
      expect(own).toMatchObject({ label: 'Production', state: 'active', plan: 'Gold', quotaLimit: null });
      const lifeMs = Date.parse(own.expiration) - asked;
      expect(lifeMs).toBeGreaterThanOrEqual(365 * DAY_MS - 1_000);
      expect(lifeMs).toBeLessThan(365 * DAY_MS + 60_000);
    });

    it.each(['day', 'month'] as const)('Quota limit and usage, by the %s', async (period) => {
      const { secret } = await vendor.newKey(account, { quota: { limit: 5, period } });
      for (let i = 0; i < 2; i++) (await vendor.as(secret).post(PATH, MESSAGE)).expect(201);
      const own = dataOf<OwnKeyJson>(await page.ask(`With a quota by the ${period}`, vendor, ownKeyOf(secret)));
      expect(own).toMatchObject({ quotaLimit: { limit: 5, period }, quotaUsage: { used: 2, remaining: 3 } });
      const now = new Date();
      const next =
        period === 'day'
          ? Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
          : Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
      expect(Date.parse(own.quotaUsage.resetsAt)).toBe(next);
    });

    it('Quota usage: an alert at 50, 80 and 100 percent', async () => {
      const metered = await vendor.newKey(account, { quota: { limit: 10, period: 'month' } });
      const percents = async (count: number) =>
        (await alertsOf(vendor, metered, 'quota_used', count)).map(({ cause }) => Number(cause['percent'])).sort();
      for (let i = 0; i < 5; i++) (await vendor.as(metered.secret).post(PATH, MESSAGE)).expect(201);
      expect(await percents(1)).toEqual([50]);
      for (let i = 0; i < 5; i++) (await vendor.as(metered.secret).post(PATH, MESSAGE)).expect(201);
      expect(await percents(3)).toEqual([100, 50, 80]);
    });

    it('looking at oneself takes nothing from the quota, and works when that is used up', async () => {
      const { secret } = await vendor.newKey(account, { quota: { limit: 1, period: 'day' } });
      (await vendor.as(secret).post(PATH, MESSAGE)).expect(201);
      for (let i = 0; i < 3; i++) {
        const own = dataOf<OwnKeyJson>(await vendor.as(secret).get('/api/v1/api-key'));
        expect(own.quotaUsage).toMatchObject({ used: 1, remaining: 0 });
      }
    });

    it('Rate limit: 60 requests a minute by default, or the key’s own', async () => {
      const own = (secret: string) => vendor.as(secret).get('/api/v1/api-key');
      expect(dataOf(await own(key.secret))).toMatchObject({ rateLimit: { limit: 60, windowMs: 60_000 } });
      const rateLimit = { limit: 3, windowMs: 60_000 };
      const slow = await vendor.newKey(account, { rateLimit });
      expect(dataOf(await own(slow.secret))).toMatchObject({ rateLimit });
      const { secret } = await vendor.newKey(account);
      const answers = await Promise.all(Array.from({ length: 80 }, () => own(secret)));
      const allowed = answers.filter(({ status }) => status === 200).length;
      // One a second comes back while they are asked.
      expect(allowed).toBeGreaterThanOrEqual(60);
      expect(allowed).toBeLessThan(80);
    });

    it('Plan: a label that keys are grouped by, and changed by', async () => {
      const gold = await vendor.newKey(account, { planLabel: 'Platinum' });
      const grouped = async (label: string) => {
        const answer = await vendor.operator.get(`/v1/workspaces/${account.id}/keys?planLabel=${label}`);
        return answer.expect<{ data: { id: string }[] }>(200).data.map(({ id }) => id);
      };
      expect(await grouped('Platinum')).toEqual([gold.id]);
      (await vendor.operator.patch(pathOf(gold), { planLabel: 'Silver' })).expect(200);
      expect([await grouped('Platinum'), await grouped('Silver')]).toEqual([[], [gold.id]]);
      expect(dataOf(await vendor.as(gold.secret).get('/api/v1/api-key'))).toMatchObject({ plan: 'Silver' });
    });

    it('Revocation: automatically, by policy', async () => {
      const forgotten = await vendor.newKey(account);
      const database = await openDatabaseOf(vendor.server.dataDir);
      await database.query(`UPDATE api_keys SET created_at = created_at - interval '90 days' WHERE id = $1`, [
        forgotten.id,
      ]);
      await database.end();
      const keyPolicies = { unused: { afterDays: 60, act: 'revoke' } };
      (await vendor.operator.patch(`/v1/apis/${vendor.api.id}`, { keyPolicies })).expect(200);
      (await vendor.operator.post(`/v1/apis/${vendor.api.id}/key-policies/run`)).expect(200);
      expect(printed(await vendor.as(forgotten.secret).get('/api/v1/api-key'))).toEqual(asPrinted(REFUSALS.revoked));
    });
  });

  describe('Authentication Errors, to the letter', () => {
    it('Missing API Key', async () => {
      page.section('Authentication errors');
      const answer = await page.ask('Missing API Key', vendor, send());
      expect(printed(answer)).toEqual(asPrinted(REFUSALS.missing));
    });

    it('Invalid API Key: misspelt, and one that never was', async () => {
      const answer = await page.ask('Invalid API Key', vendor, send('ms_live_1a2b3c4d5e6f7g8h9i0j'));
      expect(printed(answer)).toEqual(asPrinted(REFUSALS.invalid));
      expect(printed(await vendor.as('ms_live_1A').post(PATH, MESSAGE))).toEqual(asPrinted(REFUSALS.invalid));
    });

    it('Expired API Key', async () => {
      const { secret } = await vendor.newKey(account, { expiresAt: new Date(Date.now() + 1_000).toISOString() });
      await until('the key has expired', async () => (await vendor.as(secret).get('/api/v1/api-key')).status !== 200);
      expect(printed(await page.ask('Expired API Key', vendor, send(secret)))).toEqual(asPrinted(REFUSALS.expired));
    });

    it('Revoked API Key', async () => {
      const revoked = await vendor.newKey(account);
      await revoke(vendor.operator, revoked);
      const answer = await page.ask('Revoked API Key', vendor, send(revoked.secret));
      expect(printed(answer)).toEqual(asPrinted(REFUSALS.revoked));
    });

    it('Quota Exceeded', async () => {
      const { secret } = await vendor.newKey(account, { quota: { limit: 1, period: 'month' } });
      (await vendor.as(secret).post(PATH, MESSAGE)).expect(201);
      const answer = await page.ask('Quota Exceeded', vendor, send(secret));
      expect(printed(answer)).toEqual(asPrinted(REFUSALS.quotaExceeded));
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    });

    it('Rate Limit Exceeded, with Retry-After', async () => {
      const { secret } = await vendor.newKey(account, { rateLimit: { limit: 1, windowMs: 60_000 } });
      (await vendor.as(secret).post(PATH, MESSAGE)).expect(201);
      const answer = await page.ask('Rate Limit Exceeded', vendor, send(secret));
      expect(printed(answer)).toEqual(asPrinted(REFUSALS.rateLimited));
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60);
    });
  });

  describe('Security Best Practices', () => {
    it('different keys for development and production: a test key makes no live one', async () => {
      const test = await vendor.newKey(account, { environment: 'test', scopes: ['admin'] });
      const path = `/v1/workspaces/${account.id}/keys`;
      const refused = await vendor.as(test.secret).post(path, { label: 'Live', environment: 'live' });
      expect(refused.status).toBe(403);
    });
  });

  it('docs/profiles/messagesmart.md shows these requests and answers', () => page.settle());
});
