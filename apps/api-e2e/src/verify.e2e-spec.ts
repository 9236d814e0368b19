import type { DecisionCode, DenyRule } from '@latchkey/vocabulary';
import type { Answer, Http } from './http.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  keysOf,
  type IssuedKeyJson,
  pathOf,
  planNamed,
  revoke,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const VERIFY = '/v1/keys/verify';

interface Limit {
  readonly kind: string;
  readonly limit: number;
  readonly windowMs: number | null;
  readonly remaining: number;
  readonly resetMs: number;
}

interface Decision {
  readonly allowed: boolean;
  readonly code: DecisionCode;
  readonly detail: string;
  readonly rule: DenyRule | null;
  readonly missing: readonly string[];
  readonly since: string | null;
  readonly revocationReason: string | null;
  readonly retryAfterMs: number | null;
  readonly retryAfterSeconds: number | null;
  readonly limits: readonly Limit[];
  readonly principal: Readonly<Record<string, unknown>> | null;
}

let tenancy: Tenancy;
/** A service of the API `acme`, with a key that may do nothing but check keys. */
let service: Http;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, LOG_LEVEL: 'trace' }));
  const { secret } = await issueKey(tenancy.operator, tenancy.workspace, { label: 'service', scopes: ['keys:verify'] });
  service = tenancy.server.http.bearer(secret);
});

const issue = (more: object = {}): Promise<IssuedKeyJson> => issueKey(tenancy.operator, tenancy.workspace, more);

const verify = async (key: string | null, more: object = {}, asker = service): Promise<Decision> =>
  (await asker.post(VERIFY, { key, ...more })).expect<Decision>(200);

const codeFor = async (key: string | null, more: object = {}, asker = service): Promise<DecisionCode> =>
  (await verify(key, more, asker)).code;

const NO_EXPLANATION = {
  rule: null,
  missing: [],
  since: null,
  revocationReason: null,
  retryAfterMs: null,
  retryAfterSeconds: null,
};
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('a key that may do what is asked', () => {
  test('is answered with who it is and what is left', async () => {
    const metadata = { customer: '42 "quoted" \u{1F511}' };
    const expiresAt = '2099-12-31T00:00:00.000Z';
    const rateLimit = { limit: 10, windowMs: DAY_MS };
    const key = await issue({ label: 'Prod "1"', scopes: ['read'], metadata, expiresAt, rateLimit });
    const answer = await service.post(VERIFY, {
      key: key.secret,
      scopes: ['messages:read'],
      method: 'GET',
      path: '/x',
    });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.text).not.toContain(key.secret);
    expect(answer.expect(200)).toEqual({
      allowed: true,
      code: 'ok',
      detail: expect.any(String),
      ...NO_EXPLANATION,
      limits: [{ kind: 'rate', limit: 10, windowMs: DAY_MS, remaining: 9, resetMs: expect.any(Number) }],
      principal: {
        keyId: key.id,
        apiId: tenancy.api.id,
        workspaceId: tenancy.workspace.id,
        label: 'Prod "1"',
        environment: 'live',
        type: 'production',
        scopes: ['devices:read', 'messages:read'],
        appId: null,
        deviceIds: [],
        metadata,
        expiresAt,
        replacedBy: null,
        overlapEndsAt: null,
      },
    });
  });

  test('what changes about it is in the next answer', async () => {
    const key = await issue({ label: 'before' });
    expect((await verify(key.secret)).principal).toMatchObject({ label: 'before' });
    (await tenancy.operator.patch(pathOf(key), { label: 'after', metadata: { a: 'b' } })).expect(200);
    expect((await verify(key.secret)).principal).toMatchObject({ label: 'after', metadata: { a: 'b' } });
  });

  test('may be of any workspace of the API', async () => {
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Another');
    const key = await issueKey(tenancy.operator, workspace);
    expect(await verify(key.secret)).toMatchObject({ allowed: true, principal: { workspaceId: workspace.id } });
  });

  test('a bundle of scopes requires all that it stands for', async () => {
    const { secret } = await issue({ scopes: ['messages:read'] });
    expect(await verify(secret, { scopes: ['read'] })).toMatchObject({ missing: ['devices:read'] });
    expect(await codeFor(secret, { scopes: ['messages:read'] })).toBe('ok');
    expect(await codeFor(secret, { scopes: [] })).toBe('ok');
  });
});

describe('a key that is refused: the first reason in the order of the promise, and why', () => {
  let key: IssuedKeyJson;

  /** 200, whatever the reason. */
  const expectDenied = async (secret: string | null, more: object, expected: Partial<Decision>): Promise<Decision> => {
    const decision = await verify(secret, more);
    expect(decision).toMatchObject({ allowed: false, ...NO_EXPLANATION, limits: [], ...expected });
    expect(decision.detail).toMatch(/^[A-Z].*\.$/);
    return decision;
  };

  beforeAll(async () => {
    key = await issue({ label: 'refused' });
  });

  test('key_missing: the request had none', () => expectDenied(null, {}, { code: 'key_missing', principal: null }));

  test.each([
    ['a word', 'x'],
    ['a typing error', 'lk_live_0123456789abcdefghijABCDEFGHIJ012345'],
    ['a key of another wire profile', 'ms_live_0123456789abcdefghij'],
    ['a token of a session', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['whatever a header can hold', 'x'.repeat(4096)],
    ['no text at all', '\u0000\uD83D'],
  ])('key_malformed: %s', (_what, text) => expectDenied(text, {}, { code: 'key_malformed', principal: null }));

  test('key_unknown: nobody has it', async () => {
    const api = await defineApi(tenancy.operator, 'hex', 'whatomate');
    const workspace = await defineWorkspace(tenancy.operator, api, 'Hex');
    const { secret } = await issueKey(tenancy.operator, workspace, { scopes: ['keys:verify'] });
    const asker = tenancy.server.http.with({ host: 'hex.localhost', 'x-api-key': secret });
    expect(await verify(`whm_${'0'.repeat(32)}`, {}, asker)).toMatchObject({ code: 'key_unknown', principal: null });
  });

  test('key_revoked: since when, and for which reason', async () => {
    const revoked = await issue();
    await revoke(tenancy.operator, revoked);
    const { since, principal } = await expectDenied(
      revoked.secret,
      {},
      { code: 'key_revoked', since: expect.stringMatching(ISO), revocationReason: 'compromised' },
    );
    expect(Date.parse(since ?? '')).toBeLessThanOrEqual(Date.now());
    expect(principal).toMatchObject({ keyId: revoked.id, workspaceId: tenancy.workspace.id });
    expect(principal).not.toHaveProperty('note');
  });

  test('key_disabled: since when', async () => {
    const paused = await issue();
    (await tenancy.operator.post(`${pathOf(paused)}/disable`)).expect(200);
    const since = expect.stringMatching(ISO);
    await expectDenied(paused.secret, {}, { code: 'key_disabled', since });
    (await tenancy.operator.post(`${pathOf(paused)}/enable`)).expect(200);
    expect(await codeFor(paused.secret)).toBe('ok');
  });

  test('key_expired: by its own expiry', async () => {
    const expiresAt = new Date(Date.now() + 300).toISOString();
    const { secret } = await issue({ expiresAt });
    await until('the key is expired', async () => (await codeFor(secret, { dryRun: true })) === 'key_expired');
    await expectDenied(secret, {}, { code: 'key_expired', rule: 'own_expiry', since: expiresAt });
  });

  test('key_expired: because its overlap is over, and which key takes its place', async () => {
    const old = await issue();
    const successor = (await tenancy.operator.post(`${pathOf(old)}/rotate`, { overlapMs: 0 })).expect<IssuedKeyJson>(
      201,
    );
    const since = expect.stringMatching(ISO);
    const { principal } = await expectDenied(old.secret, {}, { code: 'key_expired', rule: 'overlap_over', since });
    expect(principal).toMatchObject({ replacedBy: successor.id, overlapEndsAt: expect.stringMatching(ISO) });
    expect(await codeFor(successor.secret)).toBe('ok');
  });

  test('workspace_suspended: since when', async () => {
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Suspended');
    const { secret } = await issueKey(tenancy.operator, workspace);
    (await tenancy.operator.patch(`/v1/workspaces/${workspace.id}`, { suspended: true })).expect(200);
    await expectDenied(secret, {}, { code: 'workspace_suspended', since: expect.stringMatching(ISO) });
  });

  test('app_mismatch: none named, another, or archived', async () => {
    const apps = `/v1/workspaces/${tenancy.workspace.id}/apps`;
    const define = async () =>
      (await tenancy.operator.post(apps, { name: 'x' })).expect<{ id: string; appKey: string }>(201);
    const [shop, till] = [await define(), await define()];
    const { secret } = await issue({ appId: shop.id });
    await expectDenied(secret, {}, { code: 'app_mismatch', rule: 'app_not_named' });
    await expectDenied(secret, { appKey: till.appKey }, { code: 'app_mismatch', rule: 'other_app_named' });
    await expectDenied(secret, { appKey: 'x'.repeat(4096) }, { code: 'app_mismatch', rule: 'other_app_named' });
    expect(await verify(secret, { appKey: shop.appKey })).toMatchObject({
      allowed: true,
      principal: { appId: shop.id },
    });
    expect(await codeFor(key.secret, { appKey: till.appKey })).toBe('ok');
    (await tenancy.operator.send('DELETE', `${apps}/${shop.id}`)).expect(200);
    const since = expect.stringMatching(ISO);
    await expectDenied(secret, { appKey: shop.appKey }, { code: 'app_mismatch', rule: 'app_archived', since });
  });

  test('ip_denied: which list, or that no address was given', async () => {
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Networks');
    const own = await issueKey(tenancy.operator, workspace, { ipAllowlist: ['192.0.2.0/24', '2001:db8::/32'] });
    await expectDenied(own.secret, {}, { code: 'ip_denied', rule: 'no_client_address' });
    await expectDenied(own.secret, { clientIp: '127.0.0.1' }, { code: 'ip_denied', rule: 'key_allowlist' });
    for (const clientIp of ['192.0.2.77', '::ffff:192.0.2.77', '2001:db8::77']) {
      expect(await codeFor(own.secret, { clientIp })).toBe('ok');
    }
    (await tenancy.operator.patch(`/v1/workspaces/${workspace.id}`, { ipAllowlist: ['192.0.2.64/26'] })).expect(200);
    await expectDenied(own.secret, { clientIp: '192.0.2.1' }, { code: 'ip_denied', rule: 'workspace_allowlist' });
    expect(await codeFor(own.secret, { clientIp: '192.0.2.77' })).toBe('ok');
    expect(await codeFor(key.secret, { clientIp: '198.51.100.1' })).toBe('ok');
  });

  test('entitlement_missing: also where none is named, because nothing goes without API access', async () => {
    const api = await defineApi(tenancy.operator, 'paid', 'waping');
    const free = await planNamed(tenancy.operator, api, 'free');
    const { secret } = await issueKey(tenancy.operator, await defineWorkspace(tenancy.operator, api, 'Free', free));
    for (const more of [{}, { entitlement: 'api_access' }]) {
      expect(await verify(secret, more, tenancy.operator)).toMatchObject({
        code: 'entitlement_missing',
        missing: ['api_access'],
        principal: { apiId: api.id },
      });
    }
  });

  test('scope_missing: exactly the scopes that it lacks', async () => {
    const { secret } = await issue({ scopes: ['messages:read'] });
    const scopes = ['messages:read', 'messages:write', 'keys:read'];
    const missing = ['messages:write', 'keys:read'];
    await expectDenied(secret, { scopes }, { code: 'scope_missing', rule: 'scopes', missing });
  });

  test('scope_missing: what a read-only key does not do, with a method and without', async () => {
    const { secret } = await issue({ type: 'read_only', scopes: ['write'] });
    const write = { scopes: ['messages:write'] };
    for (const method of ['POST', 'DELETE', 'OPTIONS']) {
      await expectDenied(secret, { method }, { code: 'scope_missing', rule: 'read_only_method' });
    }
    await expectDenied(secret, write, { code: 'scope_missing', rule: 'read_only_scope', missing: ['messages:write'] });
    for (const more of [{}, { scopes: ['read'] }, { method: 'GET', ...write }, { method: 'HEAD' }]) {
      expect(await verify(secret, more)).toMatchObject({ code: 'ok', principal: { type: 'read_only' } });
    }
  });

  test('resource_denied: a device that is not among the key’s', async () => {
    const { data } = (await tenancy.server.http.bearer(key.secret).get('/v1/devices')).expect<{
      data: { id: string }[];
    }>(200);
    const deviceId = data[0]?.id ?? '';
    const { secret } = await issue({ deviceIds: [deviceId] });
    await expectDenied(secret, { deviceId: 'dev_00000000000000000000000000' }, { code: 'resource_denied' });
    expect(await verify(secret, { deviceId })).toMatchObject({ code: 'ok', principal: { deviceIds: [deviceId] } });
    expect(await codeFor(secret)).toBe('ok');
  });

  test('rate_limited: when to come back, and how the limit stands', async () => {
    const { secret } = await issue({ rateLimit: { limit: 2, windowMs: DAY_MS } });
    await verify(secret, { cost: 2 });
    const { retryAfterMs, retryAfterSeconds, limits } = await verify(secret);
    expect(limits).toEqual([{ kind: 'rate', limit: 2, windowMs: DAY_MS, remaining: 0, resetMs: expect.any(Number) }]);
    expect(retryAfterMs).toBeGreaterThan(DAY_MS / 2 - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(DAY_MS / 2);
    expect(retryAfterSeconds).toBe(Math.ceil((retryAfterMs ?? 0) / 1000));
  });

  test('rate_limited for good: a request that counts as more than the limit', async () => {
    const { secret } = await issue({ rateLimit: { limit: 2, windowMs: DAY_MS } });
    const forGood = { code: 'rate_limited', rule: 'cost_over_limit', retryAfterMs: null } as const;
    expect(await verify(secret, { cost: 3 })).toMatchObject({ ...forGood, retryAfterSeconds: null });
    expect(await codeFor(secret, { cost: 2 })).toBe('ok');
  });

  test('quota_exceeded: what is used up, and when it starts anew', async () => {
    const { secret } = await issue({ quota: { limit: 2, period: 'month' } });
    const quota = (remaining: number) => ({ kind: 'quota', limit: 2, windowMs: null, remaining });
    expect(await verify(secret, { dryRun: true })).toMatchObject({ allowed: true, limits: [quota(1)] });
    expect(await verify(secret, { cost: 2 })).toMatchObject({ allowed: true, limits: [quota(0)] });
    const beyond = await verify(secret, { dryRun: true });
    expect(beyond).toMatchObject({ allowed: false, code: 'quota_exceeded', limits: [quota(0)] });
    expect(beyond.retryAfterMs).toBe(beyond.limits[0]?.resetMs);
    const forGood = { code: 'quota_exceeded', rule: 'cost_over_limit', retryAfterMs: null };
    expect(await verify(secret, { cost: 3 })).toMatchObject(forGood);
  });

  test('allowance_exceeded: a limit of the workspace, whichever of its keys is asked about', async () => {
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Allowance');
    const overrides = { dailyLimit: 2 };
    (await tenancy.operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
    const keys = [await issueKey(tenancy.operator, workspace), await issueKey(tenancy.operator, workspace)];
    for (const { secret } of keys) expect(await codeFor(secret)).toBe('ok');
    for (const { secret } of keys) {
      expect(await verify(secret)).toMatchObject({ code: 'allowance_exceeded', limits: [{ kind: 'daily_limit' }] });
    }
  });

  test('one that everything speaks against names the first, and mending it leads to the next', async () => {
    const { operator } = tenancy;
    const workspace = await defineWorkspace(operator, tenancy.api, 'Against');
    const at = `/v1/workspaces/${workspace.id}`;
    const patch = async (path: string, change: object) => (await operator.patch(path, change)).expect(200);
    const app = (await operator.post(`${at}/apps`, { name: 'x' })).expect<{ id: string; appKey: string }>(201);
    const probe = await issueKey(operator, workspace);
    const { data } = (await tenancy.server.http.bearer(probe.secret).get('/v1/devices')).expect<{
      data: { id: string }[];
    }>(200);
    const bad = await issueKey(operator, workspace, {
      appId: app.id,
      ipAllowlist: ['192.0.2.1'],
      deviceIds: [data[0]?.id],
      scopes: ['messages:read'],
      rateLimit: { limit: 1, windowMs: DAY_MS },
    });
    (await operator.post(`${pathOf(bad)}/disable`)).expect(200);
    await patch(at, { suspended: true });
    const more: Record<string, unknown> = { scopes: ['keys:write'], deviceId: 'dev_0', cost: 2 };
    const steps: readonly (readonly [DecisionCode, () => unknown])[] = [
      ['key_disabled', () => operator.post(`${pathOf(bad)}/enable`)],
      ['workspace_suspended', () => patch(at, { suspended: false })],
      ['app_mismatch', () => (more['appKey'] = app.appKey)],
      ['ip_denied', () => (more['clientIp'] = '192.0.2.1')],
      ['scope_missing', () => (more['scopes'] = ['messages:read'])],
      ['resource_denied', () => (more['deviceId'] = data[0]?.id)],
      ['rate_limited', () => (more['cost'] = 1)],
      ['ok', () => revoke(operator, bad)],
      ['key_revoked', () => undefined],
    ];
    for (const [code, mend] of steps) {
      expect(await codeFor(bad.secret, more)).toBe(code);
      await mend();
    }
  });
});

describe('what is spent', () => {
  const limited = (limit: number) => issue({ rateLimit: { limit, windowMs: DAY_MS } });

  test('a dry run spends nothing, however often', async () => {
    const { secret } = await limited(5);
    for (let i = 0; i < 100; i++) {
      const { allowed, limits } = await verify(secret, { dryRun: true });
      expect({ allowed, remaining: limits[0]?.remaining }).toEqual({ allowed: true, remaining: 4 });
    }
    expect((await verify(secret, { cost: 5 })).limits[0]?.remaining).toBe(0);
    expect(await codeFor(secret, { dryRun: true })).toBe('rate_limited');
  });

  test('a refusal spends nothing', async () => {
    const { secret } = await limited(1);
    for (let i = 0; i < 10; i++) expect(await codeFor(secret, { scopes: ['admin'] })).toBe('scope_missing');
    expect(await codeFor(secret)).toBe('ok');
  });

  test('a cost is spent whole or not at all, on the same meter as the API itself spends', async () => {
    const { secret } = await limited(10);
    expect((await verify(secret, { cost: 7 })).limits[0]?.remaining).toBe(3);
    expect(await codeFor(secret, { cost: 4 })).toBe('rate_limited');
    const guarded = tenancy.server.http.bearer(secret);
    for (const status of [200, 200, 200, 429]) expect((await guarded.get('/v1/devices')).status).toBe(status);
    expect(await codeFor(secret)).toBe('rate_limited');
  });

  test('of 2,000 at the same time against a limit of 100, exactly 100 are allowed', async () => {
    const { secret } = await limited(100);
    const codes = new Map<DecisionCode, number>();
    let left = 2000;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const code = await codeFor(secret);
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 100 }, worker));
    expect(Object.fromEntries(codes)).toEqual({ ok: 100, rate_limited: 1900 });
  });

  test('a dry run begins no overlap, and the first real one does, from the address that was given', async () => {
    const old = await issue();
    const rotation = { overlapMs: DAY_MS, overlapStarts: 'first_use' };
    const successor = (await tenancy.operator.post(`${pathOf(old)}/rotate`, rotation)).expect<IssuedKeyJson>(201);
    const overlapEndsAt = async () => (await verify(old.secret, { dryRun: true })).principal?.['overlapEndsAt'];
    await verify(successor.secret, { dryRun: true });
    expect(await overlapEndsAt()).toBeNull();
    await verify(successor.secret, { clientIp: '192.0.2.9' });
    expect(await overlapEndsAt()).toMatch(ISO);
  });
});

test('the first check after a revocation was answered is a refusal, while the key is in constant use', async () => {
  for (let round = 0; round < 20; round++) {
    const key = await issue();
    let stopped = false;
    const hand = async (): Promise<void> => {
      while (!stopped) await codeFor(key.secret);
    };
    const hands = Array.from({ length: 4 }, hand);
    expect(await codeFor(key.secret)).toBe('ok');
    await revoke(tenancy.operator, key);
    const after = await Promise.all(Array.from({ length: 8 }, () => codeFor(key.secret)));
    stopped = true;
    await Promise.all(hands);
    expect([...new Set(after)]).toEqual(['key_revoked']);
  }
});

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
    expect(first.expect<Decision>(200).limits).toEqual([]);
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
    const answer = await service.post(VERIFY, { key: known.secret, apiId: other.apiId });
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

describe('bad input is refused by the name of its field', () => {
  const BAD_FIELDS: readonly (readonly [string, unknown])[] = [
    ['key', ''],
    ['key', 'x'.repeat(4097)],
    ['key', 7],
    ['method', 'get'],
    ['method', 'GET\r\n'],
    ['path', 'v1/messages'],
    ['path', `/${'x'.repeat(2048)}`],
    ['scopes', 'read'],
    ['scopes', ['root']],
    ['scopes', ['read', 'read']],
    ['deviceId', 'x'],
    ['entitlement', 'everything'],
    ['cost', 0],
    ['cost', 1001],
    ['cost', 1.5],
    ['cost', '1'],
    ['clientIp', 'localhost'],
    ['clientIp', '10.1'],
    ['clientIp', '10.0.0.0/8'],
    ['clientIp', '192.0.2.1, 192.0.2.2'],
    ['appKey', ''],
    ['apiId', 'x'],
    ['dryRun', 'true'],
    ['dryRun', null],
    ['more', 1],
    ['constructor', 1],
  ];

  test.each(BAD_FIELDS.map(([field, value]) => [field, JSON.stringify(value).slice(0, 40), value] as const))(
    '%s: %s',
    async (field, _shown, value) => {
      const answer = await service.post(VERIFY, { key: 'x', [field]: value });
      const { code, errors } = answer.expect<{ code: string; errors: { field: string }[] }>(400);
      expect({ code, field: errors[0]?.field }).toEqual({
        code: 'invalid_request',
        field: expect.stringMatching(`^${field}`),
      });
    },
  );

  test('several fields at once, and a secret that stands in the wrong place', async () => {
    const { secret } = await issue();
    const answer = await service.post(VERIFY, { method: secret, clientIp: secret, [secret]: 'x', scopes: [secret] });
    const { errors } = answer.expect<{ errors: { field: string }[] }>(400);
    expect(errors.map(({ field }) => field)).toEqual(expect.arrayContaining(['key', 'method', 'scopes', '[redacted]']));
    expect(answer.text).not.toContain(secret);
  });

  test('who asks comes before what is asked', async () => {
    (await tenancy.server.http.post(VERIFY, { nonsense: true })).expect(401);
  });
});

test('where the database is out of reach, the answer is 503, never a decision on what nobody could read', async () => {
  const server = await Server.start(WITH_OPERATOR);
  const { operator, workspace } = await tenancyOn(server);
  const asker = server.http.bearer((await issueKey(operator, workspace, { scopes: ['keys:verify'] })).secret);
  const { secret } = await issueKey(operator, workspace);
  const answers: Answer[] = [];
  const ask = async (): Promise<number> => {
    const answer = await asker.post(VERIFY, { key: secret });
    answers.push(answer);
    return answer.status;
  };
  process.kill(await server.postmaster(), 'SIGKILL');
  await until('it says so', async () => (await ask()) === 503);
  await until('it decides again', async () => (await ask()) === 200);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(answer.expect(503)).toMatchObject({ code: 'unavailable' });
    expect(answer.headers).toHaveProperty('retry-after');
  }
});
