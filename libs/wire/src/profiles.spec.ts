import { deny, denyRateLimited, denyUsedUp, type KeyRecord, rateLimitStanding } from '@latchkey/domain';
import {
  DENY_REASONS,
  type DenyReason,
  type ProblemCode,
  WIRE_PROFILE_NAMES,
  type WireProfileName,
} from '@latchkey/vocabulary';
import { WIRE_PROFILES } from './profiles.js';
import { standard } from './standard.js';
import { wireProfileContract } from './wire-profile.contract.js';

const REQUEST_ID = '0e0a7a5e-0000-4000-8000-000000000000';

const denial = (profile: keyof typeof WIRE_PROFILES, reason: DenyReason, missing: string[] = []) =>
  WIRE_PROFILES[profile].denial(deny(reason, null, missing), REQUEST_ID);

describe.each([...WIRE_PROFILE_NAMES])('%s', (name) => {
  test('goes by its own name', () => {
    expect(WIRE_PROFILES[name].name).toBe(name);
  });

  wireProfileContract(WIRE_PROFILES[name]);
});

test('no two profiles share the prefix of their secrets', () => {
  const prefixes = WIRE_PROFILE_NAMES.map((name) => WIRE_PROFILES[name].secretFormat.prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});

test('standard challenges as RFC 6750 says', () => {
  expect(denial('standard', 'key_missing').headers['www-authenticate']).toBe('Bearer');
  expect(denial('standard', 'key_revoked').headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  expect(standard.denial(deny('scope_missing', null, ['messages:write']), REQUEST_ID)).toMatchObject({
    headers: {
      'content-type': 'application/problem+json',
      'www-authenticate': 'Bearer error="insufficient_scope", scope="messages:write"',
    },
    body: { code: 'scope_missing', status: 403, missing: ['messages:write'], requestId: REQUEST_ID },
  });
});

test('the six refusals of MessageSmart are those of its document, to the letter', () => {
  const error = (reason: DenyReason) => denial('messagesmart', reason).body;
  expect(error('key_missing')).toEqual({
    success: false,
    error: { code: 'api_key_missing', message: 'API key is missing.', httpStatus: 401 },
  });
  expect(error('key_unknown')).toEqual({
    success: false,
    error: { code: 'api_key_invalid', message: 'API key is invalid.', httpStatus: 401 },
  });
  expect(error('key_expired')).toEqual({
    success: false,
    error: { code: 'api_key_expired', message: 'API key has expired.', httpStatus: 401 },
  });
  expect(error('key_revoked')).toEqual({
    success: false,
    error: { code: 'api_key_revoked', message: 'API key has been revoked.', httpStatus: 401 },
  });
  expect(error('quota_exceeded')).toEqual({
    success: false,
    error: { code: 'api_key_quota_exceeded', message: 'API key quota has been exceeded.', httpStatus: 429 },
  });
  expect(error('rate_limited')).toEqual({
    success: false,
    error: { code: 'rate_limit_exceeded', message: 'Too many requests. Please try again later.', httpStatus: 429 },
  });
});

test('WAPing answers UNAUTHORIZED for every 401 and FORBIDDEN for every 403', () => {
  for (const reason of DENY_REASONS) {
    const { status, body } = denial('waping', reason);
    const code = { 401: 'UNAUTHORIZED', 403: 'FORBIDDEN', 429: 'TOO_MANY_REQUESTS' }[status];
    expect(body).toMatchObject({ error: { code, reason } });
  }
});

test('WAPing has FORBIDDEN also for a 403 that is no refusal of the key, and its own code for what is neither', () => {
  const problem = (status: number, code: ProblemCode) => {
    const { body } = WIRE_PROFILES.waping.problem(
      { status, code, detail: 'No.', errors: [], retryAfterSeconds: null },
      REQUEST_ID,
    );
    return (body as { error: object }).error;
  };
  expect(problem(403, 'scope_not_held')).toEqual({ code: 'FORBIDDEN', reason: 'scope_not_held', message: 'No.' });
  expect(problem(409, 'device_not_connected')).toEqual({ code: 'DEVICE_NOT_CONNECTED', message: 'No.' });
});

test('only the document of WAPing answers 403 for what is another workspace’s', () => {
  expect(WIRE_PROFILE_NAMES.filter((name) => WIRE_PROFILES[name].deniesForeignIds)).toEqual(['waping']);
});

test('successes go into the envelope that each document prints', () => {
  const list = { kind: 'list', items: [{ id: 'dev_123', status: 'connected' }], nextCursor: null } as const;
  expect(WIRE_PROFILES.waping.success(list)).toEqual({ data: [{ id: 'dev_123', status: 'connected' }] });
  expect(WIRE_PROFILES.whatomate.success(list)).toEqual({
    status: 'success',
    data: [{ id: 'dev_123', status: 'connected' }],
  });
  expect(WIRE_PROFILES.standard.success(list)).toEqual({ data: list.items, nextCursor: null });
  expect(WIRE_PROFILES.waping.success({ kind: 'item', item: { id: 'msg_1' } })).toEqual({ data: { id: 'msg_1' } });
});

describe('a request that came too early', () => {
  const NOW_MS = Date.UTC(2026, 0, 1);
  const limit = { limit: 2, windowMs: 3_000 };
  const spent = rateLimitStanding(limit, null, NOW_MS, 2).next;
  const tooEarly = denyRateLimited({} as KeyRecord, rateLimitStanding(limit, spent, NOW_MS));

  test('standard tells the policy and what is left', () => {
    expect(standard.denial(tooEarly, REQUEST_ID).headers).toMatchObject({
      'ratelimit-policy': '"burst";q=2;w=3',
      ratelimit: '"burst";r=0;t=3',
    });
    const rateLimit = rateLimitStanding(limit, null, NOW_MS);
    expect(standard.allowHeaders?.({ allowed: true, record: {} as KeyRecord, rateLimit, meters: [] })).toEqual({
      'ratelimit-policy': '"burst";q=2;w=3',
      ratelimit: '"burst";r=1;t=2',
    });
  });

  test('StartMessaging answers as its document prints it', () => {
    const inOneSecond = denyRateLimited({} as KeyRecord, rateLimitStanding(limit, spent, NOW_MS + 500));
    expect(WIRE_PROFILES.startmessaging.denial(inOneSecond, REQUEST_ID).body).toEqual({
      error: { code: 'RATE_LIMITED', message: 'Rate limit exceeded. Retry after 1 second.', retry_after: 1 },
    });
  });
});

describe('a request beyond a quota', () => {
  const NOW_MS = Date.UTC(2026, 0, 1, 23, 59, 57, 500);
  const resetsAtMs = Date.UTC(2026, 0, 2);
  const meter = { name: 'quota', limit: 1_000, remaining: 0, resetsAtMs, resetMs: resetsAtMs - NOW_MS } as const;
  const beyond = denyUsedUp({} as KeyRecord, meter);

  test('standard says what is used up, how much that was, and when it starts anew', () => {
    const { headers, body } = standard.denial(beyond, REQUEST_ID);
    expect(headers).toMatchObject({ 'ratelimit-policy': '"quota";q=1000', ratelimit: '"quota";r=0;t=3' });
    expect(body).toMatchObject({ code: 'quota_exceeded', detail: expect.stringMatching(/1,000.*2026-01-02T00:00/) });
  });

  test('standard tells of every limit that an allowed request was charged on', () => {
    const rateLimit = rateLimitStanding({ limit: 2, windowMs: 3_000 }, null, NOW_MS);
    const daily = { ...meter, name: 'daily_limit', limit: 9, remaining: 4 } as const;
    expect(standard.allowHeaders?.({ allowed: true, record: {} as KeyRecord, rateLimit, meters: [daily] })).toEqual({
      'ratelimit-policy': '"burst";q=2;w=3, "daily_limit";q=9',
      ratelimit: '"burst";r=1;t=2, "daily_limit";r=4;t=3',
    });
  });

  test('an allowance of the workspace is another reason than the quota of a key', () => {
    for (const name of ['daily_limit', 'messages_per_month'] as const) {
      expect(denyUsedUp({} as KeyRecord, { ...meter, name }).reason).toBe('allowance_exceeded');
    }
  });
});

describe('the catalogues are those of the documents, to the number', () => {
  const catalogue = (name: WireProfileName) =>
    WIRE_PROFILES[name].template.plans.map(({ name: planName, ...plan }) => [planName, plan] as const);

  test('StartMessaging: requests a second of each key, and a day', () => {
    expect(catalogue('startmessaging')).toMatchObject([
      ['Free', { rateLimit: { limit: 10, windowMs: 1_000 }, dailyLimit: 1_000, keysMax: 10 }],
      ['Premium', { rateLimit: { limit: 100, windowMs: 1_000 }, dailyLimit: 100_000, keysMax: 10 }],
      ['Enterprise', { rateLimit: { limit: 1_000, windowMs: 1_000 }, dailyLimit: null, keysMax: 10 }],
    ]);
  });

  test('WAPing: devices, messages a month, and whether there is an API at all', () => {
    expect(catalogue('waping')).toMatchObject([
      ['Free', { devicesMax: 1, messagesPerMonth: 500, entitlements: [] }],
      ['Starter', { devicesMax: 1, messagesPerMonth: 3_000, entitlements: ['api_access', 'webhooks'] }],
      ['Growth', { devicesMax: 5, messagesPerMonth: 30_000, entitlements: ['api_access', 'webhooks'] }],
      ['Pro', { devicesMax: 15, messagesPerMonth: 300_000, entitlements: ['api_access', 'webhooks'] }],
      ['Enterprise', { devicesMax: 50, messagesPerMonth: 1_000_000, entitlements: ['api_access', 'webhooks'] }],
    ]);
  });

  test('MessageSmart: requests a minute of each key', () => {
    expect(catalogue('messagesmart')).toMatchObject([['Standard', { rateLimit: { limit: 60, windowMs: 60_000 } }]]);
  });

  test.each([...WIRE_PROFILE_NAMES])('%s: ten keys, where the document names no other number', (name) => {
    expect(new Set(catalogue(name).map(([, { keysMax }]) => keysMax))).toEqual(new Set([10]));
  });
});
