import {
  deny,
  denyRateLimited,
  denyUsedUp,
  generateSecret,
  isWellFormed,
  type KeyRecord,
  rateLimitStanding,
  type Random,
} from '@latchkey/domain';
import {
  DENY_REASONS,
  type DenyReason,
  ENTITLEMENTS,
  KEY_LIFETIME_DAYS_MAX,
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS_MAX,
  RATE_LIMIT_WINDOW_MS_MIN,
  SCOPES,
  UNITS_PER_PERIOD_MAX,
} from '@latchkey/vocabulary';
import { DENIAL_MEANINGS } from './denial-meanings.js';
import type { WireAnswer, WireProblem, WireProfile } from './wire-profile.js';

const REQUEST_ID = '0e0a7a5e-0000-4000-8000-000000000000';
const NOW_MS = Date.UTC(2026, 0, 1, 23, 59, 57, 500);

/** A record whose every text gives it away, wherever it is repeated. */
const RECORD = {
  key: { id: 'told-id', label: 'told-label', sha256: 'told-sha256', start: 'told-start', last4: 'told' },
  workspace: { id: 'told-workspace', name: 'told-name', ipAllowlist: ['told-address'] },
} as unknown as KeyRecord;

const PROBLEM: WireProblem = {
  status: 400,
  code: 'invalid_request',
  detail: 'label is missing.',
  errors: [{ field: 'label', message: 'label is missing.' }],
  retryAfterSeconds: null,
};

/** Counts, so that secrets differ; nothing here is secret. */
const countingRandom = (): Random => {
  let next = 0;
  return { bytes: (count) => Uint8Array.from({ length: count }, () => next++ % 256) };
};

/** What every way of speaking has to keep to, whatever its words. */
export function wireProfileContract(profile: WireProfile): void {
  const denial = (reason: DenyReason, missing: string[] = []) =>
    profile.denial(deny(reason, RECORD, missing), REQUEST_ID);
  const all = (answer: WireAnswer): string => JSON.stringify([answer.headers, answer.body]);

  describe('the credential', () => {
    it('has a place to stand in', () => {
      expect(profile.credentialSources.length).toBeGreaterThan(0);
      expect(new Set(profile.credentialSources).size).toBe(profile.credentialSources.length);
    });

    it.each(['live', 'test'] as const)(
      'has a format that its own %s secrets fit, and nobody guesses',
      (environment) => {
        const { secretFormat: format } = profile;
        const secret = generateSecret(format, environment, countingRandom());
        expect(isWellFormed(format, secret.text)).toBe(true);
        expect(secret.text.startsWith(`${format.prefix}_`)).toBe(true);
        const bitsOfOne = Math.log2(new Set(format.alphabet).size);
        expect(format.bodyLength * bitsOfOne).toBeGreaterThan(100);
        // What is displayed, at the start and the end, leaves enough.
        expect((format.bodyLength - format.visibleBodyLength - 4) * bitsOfOne).toBeGreaterThan(60);
      },
    );
  });

  describe('refusals', () => {
    it.each([...DENY_REASONS])('%s has words, and the status that the reason has', (reason) => {
      const answer = denial(reason);
      expect(answer.status).toBe(DENIAL_MEANINGS[reason].status);
      expectSendable(answer);
      if (answer.status === 401) expect(answer.headers).toHaveProperty('www-authenticate');
      expect(all(answer)).not.toContain('told');
    });

    it('name what is missing', () => {
      expect(all(denial('scope_missing', ['messages:write']))).toContain('messages:write');
      expect(all(denial('entitlement_missing', ['api_access']))).toContain('api_access');
    });

    it('for a rate limit say when to come back, never too early', () => {
      const limit = { limit: 2, windowMs: 3_000 };
      const spent = rateLimitStanding(limit, null, NOW_MS, 2).next;
      const answer = profile.denial(denyRateLimited(RECORD, rateLimitStanding(limit, spent, NOW_MS)), REQUEST_ID);
      expect([answer.status, answer.headers['retry-after']]).toEqual([429, '2']);
      expectSendable(answer);
    });

    it.each(['quota', 'daily_limit', 'messages_per_month'] as const)(
      'for a used-up %s say when the period is over, never too early',
      (name) => {
        const resetsAtMs = Date.UTC(2026, 0, 2);
        const meter = { name, limit: 1_000, remaining: 0, resetsAtMs, resetMs: resetsAtMs - NOW_MS };
        const answer = profile.denial(denyUsedUp(RECORD, meter), REQUEST_ID);
        expect([answer.status, answer.headers['retry-after']]).toEqual([429, '3']);
        expectSendable(answer);
      },
    );
  });

  describe('problems', () => {
    it('keep their status, and name the field that is at fault', () => {
      const answer = profile.problem(PROBLEM, REQUEST_ID);
      expect(answer.status).toBe(400);
      expect(all(answer)).toContain('"field":"label"');
      expectSendable(answer);
    });

    it('say when to come back where waiting helps, and only there', () => {
      const unavailable = { ...PROBLEM, status: 503, code: 'unavailable', retryAfterSeconds: 2 } as const;
      expect(profile.problem(unavailable, REQUEST_ID).headers['retry-after']).toBe('2');
      expect(profile.problem(PROBLEM, REQUEST_ID).headers['retry-after']).toBeUndefined();
    });

    it.each([401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503])('with status %i have words as well', (status) => {
      const answer = profile.problem({ ...PROBLEM, status, errors: [] }, REQUEST_ID);
      expect(answer.status).toBe(status);
      expectSendable(answer);
    });
  });

  describe('what went well', () => {
    const item = { id: 'dev_123', status: 'connected' };

    it('is there, alone and in a list, with the cursor of the next page', () => {
      expect(JSON.stringify(profile.success({ kind: 'item', item }))).toContain('"id":"dev_123"');
      const page = profile.success({ kind: 'list', items: [item, { id: 'dev_124' }], nextCursor: 'a-cursor' });
      const text = JSON.stringify(page);
      for (const part of ['"id":"dev_123"', '"id":"dev_124"', 'a-cursor']) expect(text).toContain(part);
      expect(JSON.parse(text)).toEqual(page);
    });

    it('tells of limits in headers that can be sent, or not at all', () => {
      const rateLimit = rateLimitStanding({ limit: 2, windowMs: 3_000 }, null, NOW_MS);
      const told = profile.allowHeaders?.({ allowed: true, record: RECORD, rateLimit, meters: [] }) ?? {};
      expectHeaders(told);
    });
  });

  describe('what an API starts with', () => {
    const { defaults, plans } = profile.template;

    it('defaults that a key can have', () => {
      expect(defaults.scopes.length).toBeGreaterThan(0);
      for (const scope of defaults.scopes) expect(SCOPES).toContain(scope);
      if (defaults.keyLifetimeDays !== null) expectWithin(defaults.keyLifetimeDays, 1, KEY_LIFETIME_DAYS_MAX);
    });

    it('plans with names of their own, one of which at least includes the API', () => {
      expect(new Set(plans.map(({ slug }) => slug)).size).toBe(plans.length);
      for (const { slug, name } of plans) {
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(name).toMatch(/\S/);
      }
      expect(plans.some(({ entitlements }) => entitlements.includes('api_access'))).toBe(true);
    });

    it.each(plans)('limits that can be kept: $slug', (plan) => {
      for (const entitlement of plan.entitlements) expect(ENTITLEMENTS).toContain(entitlement);
      if (plan.rateLimit !== null) {
        expectWithin(plan.rateLimit.limit, 1, RATE_LIMIT_MAX);
        expectWithin(plan.rateLimit.windowMs, RATE_LIMIT_WINDOW_MS_MIN, RATE_LIMIT_WINDOW_MS_MAX);
      }
      for (const units of [plan.dailyLimit, plan.messagesPerMonth, plan.devicesMax, plan.keysMax]) {
        if (units !== null) expectWithin(units, 0, UNITS_PER_PERIOD_MAX);
      }
    });
  });
}

function expectWithin(value: number, min: number, max: number): void {
  expect(Number.isInteger(value)).toBe(true);
  expect(value).toBeGreaterThanOrEqual(min);
  expect(value).toBeLessThanOrEqual(max);
}

/** JSON that comes back as it went, more than an empty envelope, with headers that HTTP takes. */
function expectSendable({ headers, body }: WireAnswer): void {
  expect(JSON.parse(JSON.stringify(body))).toEqual(body);
  expect(JSON.stringify(body).length).toBeGreaterThan(20);
  expect(headers['content-type']).toMatch(/json/);
  expectHeaders(headers);
}

function expectHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(value).toMatch(/^[\x20-\x7e]+$/);
  }
}
