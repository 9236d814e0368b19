import { dumpOf } from './database.js';
import { Hammer } from './hammer.js';
import type { Answer, Http } from './http.js';
import { manyAtOnce } from './many-at-once.js';
import { neverIssued } from './never-issued.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  pathOf,
  revoke,
  statusWith,
  type Tenancy,
  tenancyOn,
} from './tenancy.js';

const GUESSES_MAX = 300;

describe('whoever holds a key ends it', () => {
  let tenancy: Tenancy;
  let networks = 0;

  beforeAll(async () => {
    const environment = {
      TRUSTED_PROXIES: '127.0.0.1',
      GITHUB_KEYS_URL: 'http://127.0.0.1:1/keys',
      LOG_LEVEL: 'trace',
    };
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...environment }));
  });

  /** From a network that no other test is in. */
  const somewhere = (): Http => tenancy.server.http.with({ 'x-forwarded-for': `198.51.100.${++networks}` });
  const report = (key: string, from = somewhere()): Promise<Answer> => from.post('/v1/leaks', { key });
  const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);
  const stateOf = async (key: IssuedKeyJson) =>
    (await tenancy.operator.get(pathOf(key))).expect<{ state: string; revocation: object }>(200);

  it('without signing in, and it is over when the answer comes back', async () => {
    const key = await issue();
    const hammer = new Hammer(tenancy.server.http.bearer(key.secret), 4);
    await hammer.more(8);
    expect((await report(key.secret)).expect(200)).toEqual({ active: false });
    const answeredAtMs = performance.now();
    await hammer.more(8);
    const calls = (await hammer.stop()).filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
    expect([...new Set(calls.map(({ status }) => status))]).toEqual([401]);
    expect(await stateOf(key)).toMatchObject({
      state: 'revoked',
      revocation: { reason: 'compromised', by: { kind: 'system' }, note: 'Reported as leaked by somebody who had it.' },
    });
  });

  it('is told the same of a key that was dead, of one that never was, and of what is none', async () => {
    const dead = await issue();
    await revoke(tenancy.operator, dead);
    const alive = await issue();
    const texts = [alive.secret, alive.secret, dead.secret, neverIssued(), 'no key at all', `${alive.secret}x`];
    const answers = await Promise.all(texts.map((text) => report(text)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['200 {"active":false}']));
    const namesOf = ({ headers }: Answer) => Object.keys(headers).sort().join();
    expect(new Set(answers.map(namesOf)).size).toBe(1);
  });

  it('in whatever state it is, and wherever it may be used from', async () => {
    const { operator, api, server } = tenancy;
    const disabled = await issue();
    (await operator.post(`${pathOf(disabled)}/disable`)).expect(200);
    const expired = await issue({ expiresAt: new Date(Date.now() + 300).toISOString() });
    const elsewhere = await issue({ ipAllowlist: ['203.0.113.1'] });
    const scheduled = await issue();
    const at = new Date(Date.now() + 60_000).toISOString();
    (await operator.post(`${pathOf(scheduled)}/revoke`, { reason: 'unused', at })).expect(200);
    const suspended = await defineWorkspace(operator, api, 'Suspended');
    const ofSuspended = await issueKey(operator, suspended);
    (await operator.patch(`/v1/workspaces/${suspended.id}`, { suspended: true })).expect(200);
    const otherApi = await defineApi(operator, 'whm', 'whatomate');
    const ofAnotherApi = await issueKey(operator, await defineWorkspace(operator, otherApi, 'Whatomate'));
    for (const key of [disabled, expired, elsewhere, scheduled, ofSuspended, ofAnotherApi]) {
      expect((await report(` ${key.secret}\n`)).status).toBe(200);
      expect(await stateOf(key)).toMatchObject({ state: 'revoked', revocation: { reason: 'compromised' } });
    }
    expect(await statusWith(server, scheduled.secret)).toBe(401);
  });

  it('of many who do so at once, one does, and the others are answered when it is done', async () => {
    const key = await issue();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const { status } = await report(key.secret);
        return [status, await statusWith(tenancy.server, key.secret)];
      }),
    );
    expect(new Set(answers.map(String))).toEqual(new Set(['200,401']));
    const entries = (await dumpOf(tenancy.server.dataDir)).filter(
      (row) => row.startsWith('public.audit_entries ') && row.includes('"key.revoked"') && row.includes(key.id),
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toContain('"actor_kind":"system"');
  });

  it('and what was presented is in no row and no line of the log', async () => {
    const key = await issue();
    const texts = [key.secret, neverIssued(), 'a text that is no key, and may be a password'];
    for (const text of texts) await report(text);
    await somewhere().post('/v1/leaks', { key: texts[2], more: texts[2] });
    await somewhere().post('/v1/leaks', { key: [texts[2]] });
    await somewhere().send('POST', '/v1/leaks', {
      text: `{"key":"${texts[2]}`,
      headers: { 'content-type': 'application/json' },
    });
    const headers = { 'idempotency-key': 'report-once' };
    (await somewhere().post('/v1/leaks', { key: texts[1] }, { headers })).expect(200);
    const rows = await dumpOf(tenancy.server.dataDir);
    for (const text of texts) {
      expect(rows.filter((row) => row.includes(text))).toEqual([]);
      expect(tenancy.server.process.output).not.toContain(text);
    }
    expect(rows.filter((row) => row.includes('report-once'))).toEqual([]);
  });

  it('guesses count as they do everywhere, and hold back no key that exists', async () => {
    const from = somewhere();
    const statuses = await manyAtOnce(() => report(neverIssued(), from), GUESSES_MAX);
    expect(statuses).toEqual({ 200: GUESSES_MAX });
    const refused = await report(neverIssued(), from);
    expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await report('no key at all', from)).status).toBe(429);
    expect((await from.bearer(neverIssued()).get('/v1/devices')).status).toBe(429);
    const key = await issue();
    expect(await statusWith(tenancy.server, key.secret)).toBe(200);
    expect((await report(key.secret, from)).status).toBe(200);
    expect(await statusWith(tenancy.server, key.secret)).toBe(401);
  });

  it('GitHub is told to come back where its keys cannot be fetched', async () => {
    const headers = {
      'content-type': 'application/json',
      'github-public-key-identifier': 'a'.repeat(64),
      'github-public-key-signature': 'AAAA',
    };
    const answer = await tenancy.server.http.send('POST', '/v1/leaks/github', { text: '[]', headers });
    expect(answer.expect(503)).toMatchObject({ code: 'unavailable' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});
