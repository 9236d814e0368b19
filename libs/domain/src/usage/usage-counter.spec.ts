import { deny, type Metering } from '../verification/decision.js';
import { aRecord, aRequest } from '../verification/policies/a-record.fixture.js';
import { UsageCounter } from './usage-counter.js';
import type { DenyReason, ResourceScope } from '@latchkey/vocabulary';

const NOON_MS = Date.UTC(2026, 0, 1, 12);
const MINUTE_MS = 60_000;

const recordOf = (id: string) => aRecord({ id });

function counting(counter: UsageCounter) {
  return {
    allow: (id: string, atMs = NOON_MS, clientAddress: string | null = '192.0.2.1', metering: Metering = 'charge') =>
      counter.count(
        aRequest({ clientAddress, metering }),
        { allowed: true, record: recordOf(id), rateLimit: null, meters: [] },
        atMs,
      ),
    refuse: (id: string | null, reason: DenyReason, atMs = NOON_MS, metering: Metering = 'charge') =>
      counter.count(aRequest({ metering }), deny(reason, id === null ? null : recordOf(id)), atMs),
    taken: (minutesMax = Infinity) => [...counter.take(minutesMax)].map(([id, tally]) => ({ id, tally })),
  };
}

const countsOf = ({ tally }: ReturnType<ReturnType<typeof counting>['taken']>[number]) =>
  tally.minuteCounts().map(({ atMs, outcome, count }) => [(atMs - NOON_MS) / MINUTE_MS, outcome, count]);

test('counts by key, minute and outcome, and once', () => {
  const counter = new UsageCounter();
  const { allow, refuse, taken } = counting(counter);
  allow('key_1', NOON_MS);
  allow('key_1', NOON_MS + MINUTE_MS - 1);
  refuse('key_1', 'rate_limited', NOON_MS + MINUTE_MS - 1);
  allow('key_1', NOON_MS + MINUTE_MS);
  refuse('key_2', 'key_revoked');
  const [one, two] = taken();
  expect(countsOf(one!)).toEqual([
    [0, 'allowed', 2],
    [0, 'rate_limited', 1],
    [1, 'allowed', 1],
  ]);
  expect(countsOf(two!)).toEqual([[0, 'key_revoked', 1]]);
  expect(one!.tally.minuteCounts()[0]).toMatchObject({ workspaceId: 'ws_1', keyId: 'key_1' });
  expect(taken()).toEqual([]);
});

test('neither a look nor a replay counts, nor a refusal of nobody’s key', () => {
  const { allow, refuse, taken } = counting(new UsageCounter());
  allow('key_1', NOON_MS, null, 'look');
  allow('key_1', NOON_MS, null, 'leave');
  for (const reason of ['key_missing', 'key_malformed', 'key_unknown'] as const) refuse(null, reason);
  expect(taken()).toEqual([]);
});

test('a replay that is refused counts as refused, a look never', () => {
  const { refuse, taken } = counting(new UsageCounter());
  refuse('key_1', 'key_revoked', NOON_MS, 'leave');
  refuse('key_1', 'key_revoked', NOON_MS, 'look');
  expect(taken().map(countsOf)).toEqual([[[0, 'key_revoked', 1]]]);
});

test('only an allowed request is a use, and the latest is the last', () => {
  const counter = new UsageCounter();
  const { allow, refuse, taken } = counting(counter);
  refuse('key_1', 'ip_denied');
  expect(counter.lastUsedAtMs('key_1')).toBeNull();
  allow('key_1', NOON_MS + 7);
  allow('key_1', NOON_MS + 3);
  refuse('key_1', 'ip_denied', NOON_MS + 9);
  expect(counter.lastUsedAtMs('key_1')).toBe(NOON_MS + 7);
  expect(taken()[0]?.tally.keyUse()).toEqual({ workspaceId: 'ws_1', keyId: 'key_1', lastUsedAtMs: NOON_MS + 7 });
  expect(counter.lastUsedAtMs('key_1')).toBeNull();
});

test('networks have their first and last moment and a count; an address that is none has no network', () => {
  const { allow, taken } = counting(new UsageCounter());
  allow('key_1', NOON_MS, '192.0.2.1');
  allow('key_1', NOON_MS + 1, '2001:db8::1');
  allow('key_1', NOON_MS + 2, '192.0.2.200');
  allow('key_1', NOON_MS + 3, 'unknown');
  allow('key_1', NOON_MS + 4, null);
  expect(taken()[0]?.tally.networkUses()).toMatchObject([
    { network: '192.0.2.0/24', firstSeenAtMs: NOON_MS, lastSeenAtMs: NOON_MS + 2, count: 2 },
    { network: '2001:db8::/48', firstSeenAtMs: NOON_MS + 1, lastSeenAtMs: NOON_MS + 1, count: 1 },
  ]);
});

test('a key whose networks change all the time keeps the latest twenty', () => {
  const { allow, taken } = counting(new UsageCounter());
  for (let at = 0; at < 1_000; at++) allow('key_1', NOON_MS + at, `10.${at >> 8}.${at & 255}.1`);
  const networks = taken()[0]!.tally.networkUses();
  expect(networks).toHaveLength(20);
  expect(networks.map(({ lastSeenAtMs }) => lastSeenAtMs)).toEqual(
    Array.from({ length: 20 }, (_, at) => NOON_MS + 980 + at),
  );
});

test('scopes that allowed requests asked for have their last moment and a count; refused ones leave no trace', () => {
  const counter = new UsageCounter();
  const record = recordOf('key_1');
  const ask = (
    requiredScopes: readonly ResourceScope[],
    atMs: number,
    isAllowed = true,
    metering: Metering = 'charge',
  ) =>
    counter.count(
      aRequest({ requiredScopes, metering }),
      isAllowed
        ? { allowed: true, record, rateLimit: null, meters: [] }
        : deny('scope_missing', record, requiredScopes),
      atMs,
    );
  ask(['messages:read'], NOON_MS + 5);
  ask(['messages:read', 'devices:read'], NOON_MS + 3);
  ask([], NOON_MS + 6);
  ask(['keys:write'], NOON_MS + 7, false);
  ask(['team:read'], NOON_MS + 8, true, 'look');
  ask(['team:read'], NOON_MS + 8, true, 'leave');
  const [tally] = counter.take(Infinity).values();
  expect(tally?.scopeUses()).toEqual([
    { workspaceId: 'ws_1', keyId: 'key_1', scope: 'messages:read', lastUsedAtMs: NOON_MS + 5, count: 2 },
    { workspaceId: 'ws_1', keyId: 'key_1', scope: 'devices:read', lastUsedAtMs: NOON_MS + 3, count: 1 },
  ]);
});

test('a clock that is set back leaves no minute twice', () => {
  const { allow, taken } = counting(new UsageCounter());
  for (const minute of [1, 0, 1, 0, 2]) allow('key_1', NOON_MS + minute * MINUTE_MS);
  expect(countsOf(taken()[0]!).sort()).toEqual([
    [0, 'allowed', 2],
    [1, 'allowed', 2],
    [2, 'allowed', 1],
  ]);
});

test('when nobody takes the counts, memory is bounded: totals stay right, and what has no room is told', () => {
  const counter = new UsageCounter(3);
  const { allow, taken } = counting(counter);
  for (let minute = 0; minute < 10; minute++) allow('key_1', NOON_MS + minute * MINUTE_MS);
  allow('key_2', NOON_MS);
  allow('key_2', NOON_MS);
  const [one, ...others] = taken();
  expect(others).toEqual([]);
  expect(countsOf(one!)).toEqual([
    [0, 'allowed', 1],
    [1, 'allowed', 1],
    [2, 'allowed', 8],
  ]);
  expect(one!.tally.lastUsedAtMs).toBe(NOON_MS + 9 * MINUTE_MS);
  expect(counter.takeNotCounted()).toBe(2);
  expect(counter.takeNotCounted()).toBe(0);
  allow('key_2', NOON_MS);
  expect(taken()).toHaveLength(1);
});

test('much is taken in parts, the longest waiting first', () => {
  const { allow, taken } = counting(new UsageCounter());
  for (const id of ['key_1', 'key_2', 'key_3']) {
    for (const minute of [0, 1]) allow(id, NOON_MS + minute * MINUTE_MS);
  }
  allow('key_1', NOON_MS + 2 * MINUTE_MS);
  expect(taken(5).map(({ id }) => id)).toEqual(['key_1', 'key_2']);
  expect(taken(1).map(({ id }) => id)).toEqual(['key_3']);
});
