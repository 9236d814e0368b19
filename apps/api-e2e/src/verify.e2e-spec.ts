import { type DecisionCode, SCOPE_BUNDLES } from '@latchkey/vocabulary';
import { defineApi, defineWorkspace, issueKey, type IssuedKeyJson, pathOf, planNamed, revoke } from './tenancy.js';
import { until } from './until.js';
import { type DecisionJson, startVerifying, VERIFY, type Verifying } from './verifying.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const NO_EXPLANATION = {
  rule: null,
  missing: [],
  since: null,
  revocationReason: null,
  retryAfterMs: null,
  retryAfterSeconds: null,
};
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let tenancy: Verifying;
beforeAll(async () => {
  tenancy = await startVerifying();
});

const issue: Verifying['issue'] = (...asked) => tenancy.issue(...asked);
const verify: Verifying['verify'] = (...asked) => tenancy.verify(...asked);
const codeFor: Verifying['codeFor'] = (...asked) => tenancy.codeFor(...asked);

describe('a key that may do what is asked', () => {
  test('is answered with who it is and what is left', async () => {
    const metadata = { customer: '42 "quoted" \u{1F511}' };
    const expiresAt = '2099-12-31T00:00:00.000Z';
    const rateLimit = { limit: 10, windowMs: DAY_MS };
    const key = await issue({ label: 'Prod "1"', scopes: ['read'], metadata, expiresAt, rateLimit });
    const answer = await tenancy.service.post(VERIFY, {
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
        scopes: [...SCOPE_BUNDLES.read],
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
    expect(await verify(secret, { scopes: ['read'] })).toMatchObject({
      missing: SCOPE_BUNDLES.read.filter((scope) => scope !== 'messages:read'),
    });
    expect(await codeFor(secret, { scopes: ['messages:read'] })).toBe('ok');
    expect(await codeFor(secret, { scopes: [] })).toBe('ok');
  });
});

describe('a key that is refused: the first reason in the order of the promise, and why', () => {
  let key: IssuedKeyJson;

  /** 200, whatever the reason. */
  const expectDenied = async (
    secret: string | null,
    more: object,
    expected: Partial<DecisionJson>,
  ): Promise<DecisionJson> => {
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
