import type { DenyRule } from '@latchkey/vocabulary';
import type { ApiKey } from '../../key/api-key.js';
import type { App } from '../../tenancy/app.js';
import { decide } from '../decide.js';
import type { DecisionRequest } from '../decision.js';
import { aRecord, aRequest } from './a-record.fixture.js';

const NOW_MS = Date.UTC(2026, 0, 31);
const APP: App = {
  id: 'app_1',
  workspaceId: 'ws_1',
  name: 'A',
  appKey: 'appkey_1',
  createdAtMs: 0,
  archivedAtMs: null,
};
const OVER = { byId: 'key_2', overlapMs: 10, overlapEndsAtMs: NOW_MS };
const LISTED = { ipAllowlist: ['192.0.2.0/24'] };
const ELSEWHERE = { clientAddress: '198.51.100.1' };
const BOUND = { appId: 'app_1' };

const ruleOf = (request: Partial<DecisionRequest>, ...record: Parameters<typeof aRecord>): DenyRule | null => {
  const decision = decide(aRequest(request), aRecord(...record), NOW_MS);
  if (decision.allowed) throw new Error('This was to be refused.');
  return decision.rule;
};

describe('a refusal names the rule, where its reason has several', () => {
  test.each<[DenyRule, Partial<ApiKey>]>([
    ['own_expiry', { expiresAtMs: NOW_MS }],
    ['overlap_over', { replacement: OVER }],
    ['overlap_over', { replacement: OVER, expiresAtMs: NOW_MS }],
    ['own_expiry', { replacement: { ...OVER, overlapEndsAtMs: null }, expiresAtMs: NOW_MS }],
  ])('%s, for a key with %j', (rule, key) => expect(ruleOf({}, key)).toBe(rule));

  test.each<[DenyRule, string | null, App]>([
    ['app_not_named', null, APP],
    ['other_app_named', 'appkey_2', APP],
    ['app_archived', 'appkey_1', { ...APP, archivedAtMs: 1 }],
    ['app_archived', null, { ...APP, archivedAtMs: 1 }],
  ])('%s, for the app key %s', (rule, appKey, app) => expect(ruleOf({ appKey }, BOUND, {}, app)).toBe(rule));

  test('whose allowlist it is', () => {
    expect(ruleOf(ELSEWHERE, LISTED)).toBe('key_allowlist');
    expect(ruleOf(ELSEWHERE, {}, LISTED)).toBe('workspace_allowlist');
    expect(ruleOf(ELSEWHERE, LISTED, LISTED)).toBe('key_allowlist');
    expect(ruleOf(ELSEWHERE, { ipAllowlist: ['198.51.100.1'] }, LISTED)).toBe('workspace_allowlist');
    expect(ruleOf({ clientAddress: null }, LISTED)).toBe('no_client_address');
  });
});

describe('a read-only key, where nobody says the method', () => {
  const READ_ONLY = { type: 'read_only', scopes: ['admin'] } as const;

  test('is let through where only reading is asked for', () => {
    for (const requiredScopes of [[], ['messages:read'], ['devices:read', 'keys:read']] as const) {
      expect(decide(aRequest({ method: null, requiredScopes }), aRecord(READ_ONLY), NOW_MS).allowed).toBe(true);
    }
  });

  test('is refused for what changes something, and that is what it lacks', () => {
    const request = { method: null, requiredScopes: ['messages:read', 'messages:write', 'keys:verify'] } as const;
    expect(decide(aRequest(request), aRecord(READ_ONLY), NOW_MS)).toMatchObject({
      reason: 'scope_missing',
      rule: 'read_only_scope',
      missing: ['messages:write', 'keys:verify'],
    });
  });

  test('a method that is said decides, whatever the scopes', () => {
    expect(ruleOf({ method: 'POST' }, READ_ONLY)).toBe('read_only_method');
    const request = { method: 'GET', requiredScopes: ['messages:write'] } as const;
    expect(decide(aRequest(request), aRecord(READ_ONLY), NOW_MS).allowed).toBe(true);
    expect(ruleOf(request, { scopes: ['read'] })).toBe('scopes');
  });
});

test('who names no API is answered for whichever the key is of', () => {
  expect(decide(aRequest({ apiId: null }), aRecord({ apiId: 'api_7' }), NOW_MS).allowed).toBe(true);
});
