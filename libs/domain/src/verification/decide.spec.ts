import fc from 'fast-check';
import {
  DENY_REASONS,
  type DenyReason,
  type Entitlement,
  KEY_TYPES,
  RESOURCE_SCOPES,
  SCOPES,
  expandScopes,
} from '@latchkey/vocabulary';
import { isIPv4 } from 'node:net';
import { SYSTEM } from '../audit/actor.js';
import type { Revocation } from '../key/revocation.js';
import { decide } from './decide.js';
import { type DecisionRequest, deny } from './decision.js';
import type { KeyRecord } from './key-record.js';
import { aRecord, aRequest } from './policies/a-record.fixture.js';

const NOW_MS = Date.UTC(2026, 0, 31);

/** The key is at hand, and limits are another matter. */
const DECIDED_HERE = DENY_REASONS.slice(DENY_REASONS.indexOf('key_unknown'), DENY_REASONS.indexOf('rate_limited'));

const times = fc.option(fc.integer({ min: NOW_MS - 5, max: NOW_MS + 5 }));

/** What ends a key hides all that comes after it. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const scheduledFor = (atMs: number): Revocation => ({
  atMs,
  decidedAtMs: 0,
  reason: 'compromised',
  note: null,
  by: SYSTEM,
});
const allowlists = fc.oneof(
  fc.constant([]),
  fc.subarray(['192.0.2.0/24', '192.0.2.0/26', '2001:db8::1', '0.0.0.0/0'], { minLength: 1, maxLength: 2 }),
);

const keys = fc.record({
  apiId: fc.constantFrom('api_1', 'api_2'),
  type: fc.constantFrom(...KEY_TYPES),
  scopes: fc.uniqueArray(fc.constantFrom(...SCOPES)),
  deviceIds: fc.subarray(['dev_1', 'dev_2']),
  appId: fc.constantFrom(null, 'app_1'),
  ipAllowlist: allowlists,
  expiresAtMs: times,
  disabledAtMs: times,
  revokedAtMs: rarely(times),
  overlap: rarely(fc.record({ overlapMs: fc.constantFrom(0, 7), overlapEndsAtMs: times })),
});

const records = fc
  .record({ key: keys, suspendedAtMs: times, ipAllowlist: allowlists, entitled: fc.boolean(), archivedAtMs: times })
  .map(({ key: { revokedAtMs, overlap, ...key }, suspendedAtMs, ipAllowlist, entitled, archivedAtMs }): KeyRecord => {
    const revocation = revokedAtMs === null ? null : scheduledFor(revokedAtMs);
    const replacement = overlap && { byId: 'key_2', ...overlap };
    const app = { id: 'app_1', workspaceId: 'ws_1', name: 'A', appKey: 'appkey_1', createdAtMs: 0, archivedAtMs };
    const record = aRecord({ ...key, revocation, replacement }, { apiId: key.apiId, suspendedAtMs, ipAllowlist }, app);
    return { ...record, plan: { ...record.plan, entitlements: entitled ? ['api_access'] : [] } };
  });

const requests = fc
  .record({
    apiId: fc.constantFrom('api_1', 'api_1', null),
    appKey: fc.constantFrom(null, 'appkey_1', 'appkey_1', 'appkey_2'),
    clientAddress: fc.constantFrom(null, '192.0.2.5', '192.0.2.77', '198.51.100.1', '::ffff:192.0.2.5', '2001:db8::1'),
    method: fc.constantFrom(null, 'GET', 'HEAD', 'POST', 'PATCH', 'DELETE'),
    requiredScopes: fc.uniqueArray(fc.constantFrom(...RESOURCE_SCOPES), { maxLength: 3 }),
    entitlement: fc.constantFrom(null, 'api_access' as const),
    liveOnly: fc.boolean(),
    resourceId: fc.constantFrom(null, 'dev_1', 'dev_2', 'dev_3'),
  })
  .map(aRequest);

/** Which of the few addresses that occur here are in which of the few networks, by the look of them. */
function isIn(network: string, address: string): boolean {
  const plain = address.replace('::ffff:', '');
  switch (network) {
    case '192.0.2.0/24':
      return plain.startsWith('192.0.2.');
    case '192.0.2.0/26':
      return plain === '192.0.2.5';
    case '0.0.0.0/0':
      return isIPv4(plain);
    default:
      return plain === network;
  }
}

const isOutside = (list: readonly string[], address: string | null): boolean =>
  list.length > 0 && (address === null || !list.some((network) => isIn(network, address)));

/** Every reason that applies, told apart from the pipeline: no order, no stopping. */
function reasonsOf(request: DecisionRequest, { key, workspace, plan, app }: KeyRecord): Set<DenyReason> {
  const reasons = new Set<DenyReason>();
  const held = expandScopes(key.scopes);
  if (request.apiId !== null && key.apiId !== request.apiId) reasons.add('key_unknown');
  if (key.revocation !== null && NOW_MS >= key.revocation.atMs) reasons.add('key_revoked');
  if (key.disabledAtMs !== null) reasons.add('key_disabled');
  if (key.expiresAtMs !== null && NOW_MS >= key.expiresAtMs) reasons.add('key_expired');
  const overlapEndsAtMs = key.replacement?.overlapEndsAtMs ?? null;
  const isCutShort = key.replacement?.overlapMs === 0;
  if (overlapEndsAtMs !== null && (isCutShort || NOW_MS >= overlapEndsAtMs)) reasons.add('key_expired');
  if (workspace.suspendedAtMs !== null) reasons.add('workspace_suspended');
  if (key.appId !== null && (app === null || app.archivedAtMs !== null || request.appKey !== app.appKey))
    reasons.add('app_mismatch');
  if ([key.ipAllowlist, workspace.ipAllowlist].some((list) => isOutside(list, request.clientAddress)))
    reasons.add('ip_denied');
  if (request.liveOnly && (key.type === 'sandbox' || key.environment === 'test')) reasons.add('environment_denied');
  if (request.resourceId !== null && key.deviceIds.length > 0 && !key.deviceIds.includes(request.resourceId))
    reasons.add('resource_denied');
  if (request.entitlement !== null && !plan.entitlements.includes(request.entitlement))
    reasons.add('entitlement_missing');
  if (request.requiredScopes.some((scope) => !held.has(scope))) reasons.add('scope_missing');
  const changes =
    request.method === null
      ? request.requiredScopes.some((scope) => !scope.endsWith(':read'))
      : !['GET', 'HEAD'].includes(request.method);
  if (key.type === 'read_only' && changes) reasons.add('scope_missing');
  return reasons;
}

test('the first reason in the documented order wins, and without one the request is allowed', () => {
  fc.assert(
    fc.property(requests, records, (request, record) => {
      const applicable = reasonsOf(request, record);
      const expected = DENY_REASONS.find((reason) => applicable.has(reason)) ?? null;
      const decision = decide(request, record, NOW_MS);
      expect(decision.allowed ? null : decision.reason).toBe(expected);
    }),
    { numRuns: 20_000 },
  );
});

/** Each reason alone, so that none of them hides behind the ones before it in every draw. */
const ALONE: [DenyReason, Parameters<typeof aRecord>, Partial<DecisionRequest>][] = [
  ['key_unknown', [], { apiId: 'api_2' }],
  ['key_revoked', [{ revocation: { atMs: 0, decidedAtMs: 0, reason: 'policy', note: null, by: SYSTEM } }], {}],
  ['key_disabled', [{ disabledAtMs: 0 }], {}],
  ['key_expired', [{ expiresAtMs: NOW_MS }], {}],
  ['workspace_suspended', [{}, { suspendedAtMs: 0 }], {}],
  ['entitlement_missing', [], { entitlement: 'not in any plan' as Entitlement }],
  ['scope_missing', [], { requiredScopes: ['messages:write'] }],
  ['app_mismatch', [{ appId: 'app_1' }], { appKey: 'appkey_1' }],
  ['ip_denied', [{ ipAllowlist: ['192.0.2.0/24'] }], { clientAddress: '198.51.100.1' }],
  ['environment_denied', [{ type: 'sandbox' }], { liveOnly: true }],
  ['resource_denied', [{ deviceIds: ['dev_1'] }], { resourceId: 'dev_2' }],
];

test.each(ALONE)('%s alone is refused, and nothing else of it', (reason, record, request) => {
  expect(decide(aRequest(request), aRecord(...record), NOW_MS)).toMatchObject({ allowed: false, reason });
  expect(decide(aRequest(), aRecord(), NOW_MS).allowed).toBe(true);
});

test('no reason that is decided here is left out of those', () => {
  expect(new Set(ALONE.map(([reason]) => reason))).toEqual(new Set(DECIDED_HERE));
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
      expect(decision).toEqual(deny('key_unknown', null));
    }),
  );
});

test('a key is expired from the very millisecond of its expiry', () => {
  fc.assert(
    fc.property(records, (record) => {
      const request = aRequest({ apiId: record.key.apiId });
      const key = {
        ...record.key,
        appId: null,
        revocation: null,
        replacement: null,
        disabledAtMs: null,
        expiresAtMs: NOW_MS,
      };
      const open = { ...record, key, allowlists: [], workspace: { ...record.workspace, suspendedAtMs: null } };
      expect(decide(request, open, NOW_MS - 1).allowed).toBe(true);
      expect(decide(request, open, NOW_MS)).toMatchObject({ reason: 'key_expired' });
    }),
  );
});
