import fc from 'fast-check';
import { DENY_REASONS, type DenyReason, KEY_TYPES, RESOURCE_SCOPES, SCOPES, expandScopes } from '@latchkey/vocabulary';
import { SYSTEM } from '../audit/actor.js';
import type { ApiKey } from '../key/api-key.js';
import type { Revocation } from '../key/revocation.js';
import { NO_OVERRIDES } from '../tenancy/workspace.js';
import { checkedFormat } from '../key/secret-format.js';
import { decide } from './decide.js';
import type { DecisionRequest } from './decision.js';
import { keyRecord, type KeyRecord } from './key-record.js';

const NOW_MS = Date.UTC(2026, 0, 31);
const format = checkedFormat('lk');

const times = fc.option(fc.integer({ min: NOW_MS - 5, max: NOW_MS + 5 }));

const scheduledFor = (atMs: number): Revocation => ({
  atMs,
  decidedAtMs: 0,
  reason: 'compromised',
  note: null,
  by: SYSTEM,
});

const keys = fc.record({
  apiId: fc.constantFrom('api_1', 'api_2'),
  type: fc.constantFrom(...KEY_TYPES),
  scopes: fc.uniqueArray(fc.constantFrom(...SCOPES)),
  expiresAtMs: times,
  disabledAtMs: times,
  revokedAtMs: times,
  overlap: fc.option(fc.record({ overlapMs: fc.constantFrom(0, 7), overlapEndsAtMs: times })),
});

const records = fc
  .record({ key: keys, suspendedAtMs: times, entitled: fc.boolean() })
  .map(({ key: { revokedAtMs, overlap, ...key }, suspendedAtMs, entitled }): KeyRecord => {
    const apiKey: ApiKey = {
      id: 'key_1',
      workspaceId: 'ws_1',
      label: 'A key',
      sha256: 'f'.repeat(64),
      start: 'lk_live_abcdef',
      last4: 'wxyz',
      environment: 'live',
      rateLimit: null,
      metadata: {},
      createdAtMs: 0,
      createdBy: SYSTEM,
      revocation: revokedAtMs === null ? null : scheduledFor(revokedAtMs),
      rotatedFrom: null,
      replacement: overlap && { byId: 'key_2', ...overlap },
      ...key,
    };
    const workspace = {
      id: 'ws_1',
      apiId: key.apiId,
      name: 'W',
      planId: 'plan_1',
      suspendedAtMs,
      overrides: NO_OVERRIDES,
      createdAtMs: 0,
    };
    const entitlements = entitled ? (['api_access'] as const) : [];
    return keyRecord(apiKey, workspace, {
      id: 'plan_1',
      apiId: key.apiId,
      slug: 'p',
      name: 'P',
      entitlements,
      rateLimit: null,
      createdAtMs: 0,
    });
  });

const requests = fc.record({
  credential: fc.constant('unused here'),
  apiId: fc.constant('api_1'),
  format: fc.constant(format),
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'DELETE'),
  requiredScopes: fc.uniqueArray(fc.constantFrom(...RESOURCE_SCOPES), { maxLength: 3 }),
  entitlement: fc.constantFrom(null, 'api_access' as const),
});

/** Every reason that applies, told apart from the pipeline: no order, no stopping. */
function reasonsOf(request: DecisionRequest, { key, workspace, plan }: KeyRecord): Set<DenyReason> {
  const reasons = new Set<DenyReason>();
  const held = expandScopes(key.scopes);
  if (key.apiId !== request.apiId) reasons.add('key_unknown');
  if (key.revocation !== null && NOW_MS >= key.revocation.atMs) reasons.add('key_revoked');
  if (key.disabledAtMs !== null) reasons.add('key_disabled');
  if (key.expiresAtMs !== null && NOW_MS >= key.expiresAtMs) reasons.add('key_expired');
  const overlapEndsAtMs = key.replacement?.overlapEndsAtMs ?? null;
  const isCutShort = key.replacement?.overlapMs === 0;
  if (overlapEndsAtMs !== null && (isCutShort || NOW_MS >= overlapEndsAtMs)) reasons.add('key_expired');
  if (workspace.suspendedAtMs !== null) reasons.add('workspace_suspended');
  if (request.entitlement !== null && !plan.entitlements.includes(request.entitlement))
    reasons.add('entitlement_missing');
  if (request.requiredScopes.some((scope) => !held.has(scope))) reasons.add('scope_missing');
  if (key.type === 'read_only' && !['GET', 'HEAD'].includes(request.method)) reasons.add('scope_missing');
  return reasons;
}

test('the first reason in the documented order wins, and without one the request is allowed', () => {
  const seen = new Set<DenyReason | null>();
  fc.assert(
    fc.property(requests, records, (request, record) => {
      const applicable = reasonsOf(request, record);
      const expected = DENY_REASONS.find((reason) => applicable.has(reason)) ?? null;
      const decision = decide(request, record, NOW_MS);
      seen.add(expected);
      expect(decision.allowed ? null : decision.reason).toBe(expected);
    }),
    { numRuns: 5000 },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([null, 'key_unknown', 'key_revoked', 'key_disabled', 'key_expired']),
  );
  expect([...seen]).toEqual(expect.arrayContaining(['workspace_suspended', 'entitlement_missing', 'scope_missing']));
});

test('a refusal for scopes names exactly those that are missing', () => {
  fc.assert(
    fc.property(requests, records, (request, record) => {
      const decision = decide(request, record, NOW_MS);
      if (decision.allowed || decision.reason !== 'scope_missing' || record.key.type === 'read_only') return;
      const held = expandScopes(record.key.scopes);
      expect(decision.missing).toEqual(request.requiredScopes.filter((scope) => !held.has(scope)));
      expect(decision.missing).not.toEqual([]);
    }),
  );
});

test('a refusal of a key of another API does not say whose it is', () => {
  fc.assert(
    fc.property(requests, records, (request, record) => {
      const decision = decide({ ...request, apiId: 'api_elsewhere' }, record, NOW_MS);
      expect(decision).toEqual({ allowed: false, reason: 'key_unknown', missing: [], record: null, rateLimit: null });
    }),
  );
});

test('a key is expired from the very millisecond of its expiry', () => {
  fc.assert(
    fc.property(records, (record) => {
      const request: DecisionRequest = {
        credential: 'x',
        apiId: record.key.apiId,
        format,
        method: 'GET',
        requiredScopes: [],
        entitlement: null,
      };
      const key = { ...record.key, revocation: null, replacement: null, disabledAtMs: null, expiresAtMs: NOW_MS };
      const open = { ...record, key, workspace: { ...record.workspace, suspendedAtMs: null } };
      expect(decide(request, open, NOW_MS - 1).allowed).toBe(true);
      expect(decide(request, open, NOW_MS)).toMatchObject({ reason: 'key_expired' });
    }),
  );
});
