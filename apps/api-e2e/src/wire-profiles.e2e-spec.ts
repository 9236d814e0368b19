import { randomUUID } from 'node:crypto';
import type { Answer, Http } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  type ApiJson,
  defineApi,
  defineWorkspace,
  issueKey,
  pathOf,
  planNamed,
  revoke,
  signIn,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

const VENDORS = ['standard', 'startmessaging', 'waping'] as const;
type Vendor = (typeof VENDORS)[number];

/** The reasons for a refusal that this release can come to. */
type Reason =
  | 'key_missing'
  | 'key_malformed'
  | 'key_unknown'
  | 'key_revoked'
  | 'key_disabled'
  | 'key_expired'
  | 'workspace_suspended'
  | 'scope_missing';

const MISSING = ['messages:write'];
const text = expect.any(String) as unknown;

/** What each vendor's document, or RFC 9457 and 6750, makes of a refusal. */
const ENVELOPES: Record<Vendor, (reason: Reason, status: number) => { body: object; challenge: string | undefined }> = {
  standard: (code, status) => ({
    body: {
      type: 'about:blank',
      title: status === 401 ? 'Unauthorized' : 'Forbidden',
      status,
      code,
      detail: text,
      requestId: text,
      ...(code === 'scope_missing' && { missing: MISSING }),
    },
    challenge:
      code === 'key_missing'
        ? 'Bearer'
        : status === 401
          ? 'Bearer error="invalid_token"'
          : code === 'scope_missing'
            ? `Bearer error="insufficient_scope", scope="${MISSING[0]}"`
            : undefined,
  }),
  startmessaging: (reason, status) => ({
    body: { error: { code: reason.toUpperCase(), message: text } },
    challenge: status === 401 ? 'Bearer' : undefined,
  }),
  waping: (reason, status) => ({
    body: {
      error: {
        code: status === 401 ? 'UNAUTHORIZED' : 'FORBIDDEN',
        reason,
        message: text,
        ...(reason === 'scope_missing' && { missing: MISSING }),
      },
    },
    challenge: status === 401 ? 'Bearer' : undefined,
  }),
};

const MEDIA_TYPES: Record<Vendor, RegExp> = {
  standard: /^application\/problem\+json/,
  startmessaging: /^application\/json/,
  waping: /^application\/json/,
};

const MESSAGE = { to: '+31612345678', body: 'Hello' };

describe('each API speaks as its vendor documents it, chosen by the host name', () => {
  let server: Server;
  let operator: Http;
  const apis = new Map<Vendor, ApiJson>();
  const workspaces = new Map<Vendor, WorkspaceJson>();

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
    for (const vendor of VENDORS) {
      const api = await defineApi(operator, vendor, vendor);
      apis.set(vendor, api);
      workspaces.set(vendor, await defineWorkspace(operator, api, vendor));
    }
  });

  const at = (vendor: Vendor): Http => server.http.with({ host: `${vendor}.localhost:${server.port}` });
  const workspaceOf = (vendor: Vendor): WorkspaceJson => workspaces.get(vendor) as WorkspaceJson;
  const newKey = (vendor: Vendor, more: object = {}) => issueKey(operator, workspaceOf(vendor), more);

  function expectRefusal(vendor: Vendor, answer: Answer, reason: Reason, status: 401 | 403): void {
    const { body, challenge } = ENVELOPES[vendor](reason, status);
    expect({ status: answer.status, body: answer.json() }).toEqual({ status, body });
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.headers['content-type']).toMatch(MEDIA_TYPES[vendor]);
    expect(answer.headers['cache-control']).toBe('no-store');
  }

  it.each(VENDORS)('%s says in its words what is wrong with a request that cannot be read', async (vendor) => {
    const type = { 'content-type': 'application/json' };
    const answers = [
      await at(vendor).send('POST', '/v1/messages', { text: '{ ... }', headers: type }),
      await at(vendor).send('POST', '/v1/messages', { text: 'x', headers: { 'content-type': 'text/plain' } }),
      await at(vendor).send('PUT', '/v1/messages', { text: '{}', headers: type }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 415, 405]);
    for (const answer of answers) {
      expect(answer.headers['content-type']).toMatch(MEDIA_TYPES[vendor]);
      expect(answer.json()).toHaveProperty(vendor === 'standard' ? 'code' : 'error.code');
    }
  });

  describe.each(VENDORS)('%s', (vendor) => {
    const prefix = { standard: 'lk', startmessaging: 'sm', waping: 'wap' }[vendor];

    it('keys have the vendor’s prefix, and name their environment', async () => {
      expect((await newKey(vendor)).secret).toMatch(new RegExp(`^${prefix}_live_[0-9A-Za-z]{36}$`));
      const sandbox = await newKey(vendor, { type: 'sandbox' });
      expect(sandbox.secret).toMatch(new RegExp(`^${prefix}_test_[0-9A-Za-z]{36}$`));
      expect((await at(vendor).bearer(sandbox.secret).get('/v1/devices')).status).toBe(200);
    });

    it('the credential is taken from where the document says, and from nowhere else', async () => {
      const { secret } = await newKey(vendor);
      const status = async (headers: Record<string, string>, path = '/v1/devices') =>
        (await at(vendor).get(path, { headers })).status;
      expect(await status({ authorization: `Bearer ${secret}` })).toBe(200);
      expect(await status({ authorization: `bearer  ${secret}` })).toBe(200);
      expect(await status({ 'x-api-key': secret })).toBe(vendor === 'standard' ? 200 : 401);
      expect(await status({ authorization: secret })).toBe(401);
      expect(await status({ authorization: `Basic ${secret}` })).toBe(401);
      expect(await status({ cookie: `key=${secret}; latchkey_session=${secret}` })).toBe(401);
      expect(await status({}, `/v1/devices?key=${secret}&api_key=${secret}&access_token=${secret}`)).toBe(401);
    });

    it('no key, a mistyped one, one that never was, and one of another API', async () => {
      const { secret } = await newKey(vendor);
      const other = await newKey(vendor === 'waping' ? 'startmessaging' : 'waping');
      const ask = (credential: string) => at(vendor).bearer(credential).get('/v1/devices');
      expectRefusal(vendor, await at(vendor).get('/v1/devices'), 'key_missing', 401);
      const typo = secret.slice(0, -1) + (secret.endsWith('x') ? 'y' : 'x');
      for (const malformed of [typo, secret.slice(0, -1), `${secret}0`, 'x', other.secret]) {
        expectRefusal(vendor, await ask(malformed), 'key_malformed', 401);
      }
      // Zeros have the checksum of thirty zeros, whatever the prefix says.
      const never = `${prefix}_live_${'0'.repeat(30)}${checksumOfThirtyZeros}`;
      expectRefusal(vendor, await ask(never), 'key_unknown', 401);
    });

    it('a key of another API with the same format', async () => {
      const twin = await defineApi(operator, `twin-of-${vendor}`, vendor);
      const { secret } = await issueKey(operator, await defineWorkspace(operator, twin, 'Twin'));
      expectRefusal(vendor, await at(vendor).bearer(secret).get('/v1/devices'), 'key_unknown', 401);
    });

    it('revoked, disabled, expired', async () => {
      const ask = (secret: string) => at(vendor).bearer(secret).get('/v1/devices');
      const revoked = await newKey(vendor);
      await revoke(operator, revoked);
      expectRefusal(vendor, await ask(revoked.secret), 'key_revoked', 401);
      const disabled = await newKey(vendor);
      (await operator.post(`${pathOf(disabled)}/disable`)).expect(200);
      expectRefusal(vendor, await ask(disabled.secret), 'key_disabled', 401);
      const expiresAtMs = Date.now() + 1500;
      const expiring = await newKey(vendor, { expiresAt: new Date(expiresAtMs).toISOString() });
      expect((await ask(expiring.secret)).status).toBe(200);
      await until('the key has expired', () => Date.now() > expiresAtMs);
      expectRefusal(vendor, await ask(expiring.secret), 'key_expired', 401);
    });

    it('a suspended workspace', async () => {
      const { secret } = await newKey(vendor);
      const suspend = (suspended: boolean) => operator.patch(`/v1/workspaces/${workspaceOf(vendor).id}`, { suspended });
      await suspend(true);
      const refused = await at(vendor).bearer(secret).get('/v1/devices');
      await suspend(false);
      expectRefusal(vendor, refused, 'workspace_suspended', 403);
    });

    it('a scope that is missing, and a read-only key that writes', async () => {
      const reader = await newKey(vendor, { scopes: ['read'] });
      const readOnly = await newKey(vendor, { type: 'read_only' });
      for (const { secret } of [reader, readOnly]) {
        const caller = at(vendor).bearer(secret);
        expect((await caller.get('/v1/messages')).status).toBe(200);
        const refused = await caller.post('/v1/messages', MESSAGE);
        if (vendor === 'startmessaging') {
          expect(refused.expect(403)).toEqual({
            error: { code: 'SCOPE_MISSING', message: expect.stringContaining('messages:write') as unknown },
          });
        } else expectRefusal(vendor, refused, 'scope_missing', 403);
      }
    });

    it('bad input after the gate is worded in the vendor’s envelope, and before it is not looked at', async () => {
      const { secret } = await newKey(vendor);
      const bad = { to: 'nobody', body: 'x' };
      const refused = (await at(vendor).bearer(secret).post('/v1/messages', bad)).expect<{
        error?: { code: string; errors: object[] };
        code?: string;
        errors?: object[];
      }>(400);
      const told = vendor === 'standard' ? refused : refused.error;
      expect(told?.code?.toLowerCase()).toBe('invalid_request');
      expect(told?.errors).toEqual([{ field: 'to', message: text }]);
      expectRefusal(vendor, await at(vendor).post('/v1/messages', bad), 'key_missing', 401);
    });

    it('lists and items', async () => {
      const caller = at(vendor).bearer((await newKey(vendor)).secret);
      for (let i = 0; i < 3; i++) (await caller.post('/v1/messages', MESSAGE)).expect(201);
      const first = (await caller.get('/v1/messages?limit=2')).expect<{ data: { id: string }[]; nextCursor: string }>(
        200,
      );
      expect(first.data).toHaveLength(2);
      const more = await caller.get(`/v1/messages?limit=100&cursor=${first.nextCursor}`);
      const { data } = more.expect<{ data: { id: string }[] }>(200);
      expect(data.some(({ id }) => first.data.some((seen) => seen.id === id))).toBe(false);
      const id = data[0]?.id ?? '';
      const item = (await caller.get(`/v1/messages/${id}`)).expect<{ id?: string; data?: { id: string } }>(200);
      expect(vendor === 'waping' ? item.data?.id : item.id).toBe(id);
      expect((await caller.get('/v1/messages/msg_00000000000000000000000000')).status).toBe(404);
    });
  });

  // The document prints a placeholder for the id; its table says UUID.
  it('startmessaging: the example request of the document', async () => {
    const { secret } = await newKey('startmessaging');
    const headers = { authorization: `Bearer ${secret}`, 'x-request-id': randomUUID() };
    const sent = await at('startmessaging').post('/v1/messages', MESSAGE, { headers });
    expect(sent.expect(201)).toMatchObject({ ...MESSAGE, status: text });
  });

  it('waping: the example request of the document, and its answer', async () => {
    const { secret } = await newKey('waping');
    const headers = { authorization: `Bearer ${secret}`, accept: 'application/json' };
    const answer = await at('waping').get('/v1/devices', { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    const body = answer.json<{ data: object[] }>();
    expect(Object.keys(body)).toEqual(['data']);
    expect(body.data).toEqual([
      expect.objectContaining({ id: expect.stringMatching(/^dev_/) as unknown, status: 'connected' }),
    ]);
  });

  it('waping: the Free plan has no API', async () => {
    const api = apis.get('waping') as ApiJson;
    const workspace = await defineWorkspace(operator, api, 'Free', await planNamed(operator, api, 'free'));
    const { secret } = await issueKey(operator, workspace);
    const answer = await at('waping').bearer(secret).get('/v1/devices');
    expect(answer.expect(403)).toEqual({
      error: { code: 'FORBIDDEN', reason: 'entitlement_missing', message: text, missing: ['api_access'] },
    });
  });

  it('hosts are told apart whatever their case, and unknown ones get the first API', async () => {
    const { secret } = await newKey('waping');
    const hosts = ['WAPING.localhost', 'Waping.LocalHost:80'];
    for (const host of hosts) {
      expect((await server.http.bearer(secret).get('/v1/devices', { headers: { host } })).status).toBe(200);
    }
    const unknown = await server.http.get('/v1/devices', { headers: { host: 'unknown.example' } });
    expectRefusal('standard', unknown, 'key_missing', 401);
    const spoofed = await server.http.get('/v1/devices', {
      headers: { host: 'waping.localhost', 'x-forwarded-host': 'startmessaging.localhost' },
    });
    expectRefusal('waping', spoofed, 'key_missing', 401);
  });

  it('a changed host name is in force at once', async () => {
    const { id } = await defineApi(operator, 'moving', 'waping');
    const there = server.http.with({ host: 'moved.localhost' });
    expectRefusal('standard', await there.get('/v1/devices'), 'key_missing', 401);
    (await operator.patch(`/v1/apis/${id}`, { hostnames: ['moved.localhost'] })).expect(200);
    expectRefusal('waping', await there.get('/v1/devices'), 'key_missing', 401);
  });
});

/** CRC-32 of thirty zeros in base62: the checksum that the format of Latchkey's own keys wants behind them. */
const checksumOfThirtyZeros = ((): string => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let crc = 0xffffffff;
  for (let i = 0; i < 30; i++) {
    crc ^= 0x30;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  let digits = '';
  for (let rest = (crc ^ 0xffffffff) >>> 0; rest > 0; rest = Math.floor(rest / 62)) {
    digits = alphabet.charAt(rest % 62) + digits;
  }
  return digits.padStart(6, '0');
})();
