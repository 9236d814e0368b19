import type { Http } from './http.js';
import { OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  keysOf,
  type IssuedKeyJson,
  revoke,
  signIn,
  type WorkspaceJson,
} from './tenancy.js';
import { type DecisionJson, startVerifying, VERIFY, type Verifying } from './verifying.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let tenancy: Verifying;
beforeAll(async () => {
  tenancy = await startVerifying();
});

const issue: Verifying['issue'] = (...asked) => tenancy.issue(...asked);
const verify: Verifying['verify'] = (...asked) => tenancy.verify(...asked);
const codeFor: Verifying['codeFor'] = (...asked) => tenancy.codeFor(...asked);

describe('who may ask', () => {
  let other: WorkspaceJson;
  let foreign: IssuedKeyJson;
  let known: IssuedKeyJson;

  beforeAll(async () => {
    const api = await defineApi(tenancy.operator, 'other', 'standard');
    other = await defineWorkspace(tenancy.operator, api, 'Other');
    foreign = await issueKey(tenancy.operator, other, { scopes: ['admin', 'keys:verify'] });
    known = await issue();
  });

  const expectRefused = async (asker: Http, status: number, code: string, more: object = {}) => {
    const answer = await asker.post(VERIFY, { key: known.secret });
    expect(answer.expect(status)).toMatchObject({ status, code, requestId: answer.headers['x-request-id'], ...more });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    return answer;
  };

  test('nobody without a credential', async () => {
    const answer = await expectRefused(tenancy.server.http, 401, 'key_missing');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    await expectRefused(tenancy.server.http.with({ authorization: 'Basic eDp5' }), 401, 'key_missing');
  });

  test('no key without keys:verify, which admin does not include and no key passes on', async () => {
    const { http } = tenancy.server;
    const writer = await issue({ scopes: ['write', 'keys:read', 'keys:write'] });
    const answer = await expectRefused(http.bearer(writer.secret), 403, 'scope_missing', { missing: ['keys:verify'] });
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope", scope="keys:verify"');
    const admin = http.bearer((await issue({ scopes: ['admin'] })).secret);
    await expectRefused(admin, 403, 'scope_missing', { missing: ['keys:verify'] });
    const granted = await admin.post(keysOf(tenancy.workspace), { label: 'more', scopes: ['keys:verify'] });
    expect(granted.expect(403)).toMatchObject({ code: 'scope_not_held' });
    const reader = await issue({ type: 'read_only', scopes: ['keys:verify'] });
    await expectRefused(http.bearer(reader.secret), 403, 'scope_missing');
  });

  test('a key in X-API-Key is as good', async () => {
    const { secret } = await issue({ scopes: ['keys:verify'] });
    expect(await codeFor(known.secret, {}, tenancy.server.http.with({ 'x-api-key': secret }))).toBe('ok');
  });

  test('the asker’s own key is decided like any: its address, app, state and limit', async () => {
    const { http } = tenancy.server;
    const scopes = ['keys:verify'];
    const elsewhere = await issue({ scopes, ipAllowlist: ['192.0.2.1'] });
    await expectRefused(http.bearer(elsewhere.secret), 403, 'ip_denied');
    const gone = await issue({ scopes });
    await revoke(tenancy.operator, gone);
    await expectRefused(http.bearer(gone.secret), 401, 'key_revoked');
    await expectRefused(http.bearer(`${known.secret}x`), 401, 'key_malformed');
    const limited = http.bearer((await issue({ scopes, rateLimit: { limit: 2, windowMs: DAY_MS } })).secret);
    const first = await limited.post(VERIFY, { key: known.secret });
    expect(first.headers).toMatchObject({ ratelimit: '"burst";r=1;t=43200' });
    expect(first.expect<DecisionJson>(200).limits).toEqual([]);
    (await limited.post(VERIFY, { key: known.secret, dryRun: true })).expect(200);
    const answer = await expectRefused(limited, 429, 'rate_limited');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const check = await http.bearer((await issue({ scopes })).secret).post(VERIFY, { key: known.secret });
    expect(check.headers).not.toHaveProperty('ratelimit');
  });

  test('a key of another API is unknown to a service, and says nothing of itself', async () => {
    expect(await verify(foreign.secret)).toMatchObject({ code: 'key_unknown', principal: null, limits: [] });
    const theirs = tenancy.server.http.bearer(foreign.secret).with({ host: 'other.localhost' });
    expect(await codeFor(foreign.secret, {}, theirs)).toBe('ok');
    expect(await codeFor(known.secret, {}, theirs)).toBe('key_unknown');
    await expectRefused(tenancy.server.http.bearer(foreign.secret), 401, 'key_unknown');
  });

  test('a service names no other API', async () => {
    const answer = await tenancy.service.post(VERIFY, { key: known.secret, apiId: other.apiId });
    expect(answer.expect(403)).toMatchObject({ code: 'forbidden', errors: [{ field: 'apiId' }] });
    expect(await codeFor(known.secret, { apiId: tenancy.api.id })).toBe('ok');
  });

  test('an operator asks about any API, or about the one that is named', async () => {
    const { operator, api } = tenancy;
    expect(await verify(foreign.secret, {}, operator)).toMatchObject({ code: 'ok', principal: { apiId: other.apiId } });
    expect(await codeFor(known.secret, {}, operator)).toBe('ok');
    expect(await codeFor(known.secret, { apiId: api.id }, operator)).toBe('ok');
    expect(await codeFor(known.secret, { apiId: other.apiId }, operator)).toBe('key_unknown');
    expect(await codeFor('lk_live_0123456789abcdefghijABCDEFGHIJ012345', {}, operator)).toBe('key_malformed');
    const missing = await operator.post(VERIFY, { key: known.secret, apiId: 'api_00000000000000000000000000' });
    expect(missing.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'apiId' }] });
  });

  test('whichever wire profile the key is of', async () => {
    for (const profile of ['messagesmart', 'whatomate', 'wastack'] as const) {
      const api = await defineApi(tenancy.operator, `of-${profile}`, profile);
      const { secret } = await issueKey(tenancy.operator, await defineWorkspace(tenancy.operator, api, profile), {
        scopes: ['keys:verify'],
      });
      expect(await verify(secret, {}, tenancy.operator)).toMatchObject({ code: 'ok', principal: { apiId: api.id } });
      const own = tenancy.server.http.with({ host: `of-${profile}.localhost`, 'x-api-key': secret });
      expect(await codeFor(secret, {}, own)).toBe('ok');
      expect(await codeFor(known.secret, {}, own)).toBe('key_malformed');
      const refused = await own.post(VERIFY, {});
      expect(refused.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'key' }] });
    }
  });

  test('a session: by its cookie from a page of this server, and not when it is over', async () => {
    const login = await tenancy.server.http.post('/v1/auth/login', OPERATOR);
    const cookie = (login.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    const page = tenancy.server.http.with({ cookie });
    const origin = { origin: `http://127.0.0.1:${tenancy.server.port}` };
    const host = { host: `127.0.0.1:${tenancy.server.port}` };
    expect(await codeFor(known.secret, {}, page.with({ ...origin, ...host }))).toBe('ok');
    await expectRefused(page, 403, 'origin_denied');
    await expectRefused(page.with({ origin: 'http://evil.example' }), 403, 'origin_denied');
    const session = await signIn(tenancy.server);
    expect(await codeFor(known.secret, {}, session)).toBe('ok');
    (await session.post('/v1/auth/logout')).expect(204);
    await expectRefused(session, 401, 'signed_out');
    await expectRefused(tenancy.server.http.bearer('a.b.c'), 401, 'signed_out');
  });
});
