import { openDatabaseOf } from './database.js';
import type { Answer, Http } from './http.js';
import { neverIssued } from './never-issued.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineApi, defineWorkspace, issueKey, keysOf, revoke, type Tenancy, tenancyOn } from './tenancy.js';
import { until } from './until.js';

const GUESSES_MAX = 300;
const WINDOW_SECONDS = 300;
const LOOK_UPS_PER_SECOND = 20;

describe('a network that keeps presenting keys that do not exist', () => {
  let tenancy: Tenancy;
  let networks = 0;

  beforeAll(async () => {
    // This test is the proxy, and says where requests come from.
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' }));
  });

  /** From a network that no other test is in. */
  const somewhere = (): Http => tenancy.server.http.with({ 'x-forwarded-for': `198.51.100.${++networks}` });

  const guess = (from: Http, path = '/v1/devices'): Promise<Answer> => from.bearer(neverIssued()).get(path);

  async function heldBack(from: Http): Promise<Http> {
    for (let done = 0; done < GUESSES_MAX; done += 50) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => guess(from)));
      for (const answer of answers) expect(answer.expect(401)).toMatchObject({ code: 'key_unknown' });
    }
    return from;
  }

  function expectHeldBack(answer: Answer): void {
    const seconds = Number(answer.headers['retry-after']);
    expect(answer.expect(429)).toMatchObject({
      code: 'too_many_attempts',
      status: 429,
      detail: expect.stringContaining(`Try again in ${seconds} second`),
    });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(WINDOW_SECONDS);
  }

  it('is told to wait, and for how long, on guarded and on management routes', async () => {
    const from = await heldBack(somewhere());
    for (const path of ['/v1/devices', keysOf(tenancy.workspace), '/v1/apis']) {
      expectHeldBack(await guess(from, path));
      expectHeldBack(await from.bearer('no-key-at-all').get(path));
      expect((await from.get(path)).expect(401)).toMatchObject({ code: 'key_missing' });
    }
  });

  it('is told so in the words of the API’s wire profile', async () => {
    const api = await defineApi(tenancy.operator, 'sm', 'startmessaging');
    const workspace = await defineWorkspace(tenancy.operator, api, 'SM');
    const { secret } = await issueKey(tenancy.operator, workspace);
    const from = (await heldBack(somewhere())).with({ host: 'sm.localhost' });
    const answer = await from.bearer(neverIssued('sm')).get('/v1/devices');
    const seconds = Number(answer.headers['retry-after']);
    expect(answer.expect(429)).toEqual({
      error: {
        code: 'TOO_MANY_ATTEMPTS',
        message: expect.stringContaining('keys that do not exist'),
        retry_after: seconds,
      },
    });
    expect((await from.bearer(secret).get('/v1/devices')).status).toBe(200);
  });

  it('still gets in with a key that exists, used before or new here, whatever has changed meanwhile', async () => {
    const { operator, workspace } = tenancy;
    const [used, fresh] = [await issueKey(operator, workspace), await issueKey(operator, workspace)];
    const revoked = await issueKey(operator, workspace);
    await revoke(operator, revoked);
    const from = somewhere();
    expect((await from.bearer(used.secret).get('/v1/devices')).status).toBe(200);
    await heldBack(from);
    expectHeldBack(await guess(from));
    expect((await from.bearer(used.secret).get('/v1/devices')).status).toBe(200);
    expect((await from.bearer(fresh.secret).get('/v1/devices')).status).toBe(200);
    expect((await from.bearer(revoked.secret).get('/v1/devices')).expect(401)).toMatchObject({ code: 'key_revoked' });
    // Every record of the workspace has to be read again, and the budget for keys that are new here is used up.
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { name: 'Acme, renamed' })).expect(200);
    await Promise.all(Array.from({ length: 100 }, () => guess(from)));
    expect((await from.bearer(used.secret).get('/v1/devices')).status).toBe(200);
  });

  it('is no other network', async () => {
    await heldBack(somewhere());
    expect((await guess(somewhere())).status).toBe(401);
    const from = (address: string): Http => tenancy.server.http.with({ 'x-forwarded-for': address });
    await heldBack(from('2001:db8:1:2::1'));
    expect((await guess(from('2001:db8:1:2:ffff::9'))).status).toBe(429);
    expect((await guess(from('2001:db8:1:3::1'))).status).toBe(401);
  });

  it('cannot spread its attempts over addresses that it makes up', async () => {
    const server = await Server.start(WITH_OPERATOR);
    const { operator } = await tenancyOn(server);
    for (let i = 0; i < GUESSES_MAX; i++)
      await server.http.bearer('no-key').get('/v1/devices', { headers: { 'x-forwarded-for': `203.0.113.${i % 256}` } });
    expect((await server.http.bearer('no-key').get('/v1/devices')).status).toBe(429);
    (await operator.get('/v1/apis')).expect(200);
    await server.stop();
  });

  it('does not reach the database with every one of them', async () => {
    const from = await heldBack(somewhere());
    const database = await openDatabaseOf(tenancy.server.dataDir);
    await database.query('BEGIN; LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE');
    const flood = 400;
    const startedAtMs = Date.now();
    let answered = 0;
    const asked = Array.from({ length: flood }, () => guess(from).then((answer) => (answered++, answer)));
    // Whoever looks for a key now waits for the lock, until it is let go.
    const budget = () => LOOK_UPS_PER_SECOND * (1 + Math.ceil((Date.now() - startedAtMs) / 1000));
    await until('all but the budget are answered', () => answered >= flood - budget(), 4_000);
    await database.query('ROLLBACK');
    await database.end();
    expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([429]));
  });
});
