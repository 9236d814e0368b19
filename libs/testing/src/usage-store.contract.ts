import { type ResourceScope, USAGE_STEPS, type UsageOutcome, type UsageStep } from '@latchkey/vocabulary';
import type { MinuteCount, UsageRange, UsageStore } from '@latchkey/domain';
import { aKeyUse, aMinuteCount, aNetworkUse, aScopeUse, aUsageBatch } from './a-usage-batch.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ROWS_MAX = 1_000;
/** More than all tests together write. */
const PIECES_MAX = 100;

const during = (step: UsageStep, fromMs = TEST_EPOCH_MS, toMs = TEST_EPOCH_MS + 40 * DAY_MS): UsageRange => ({
  step,
  fromMs,
  toMs,
});

const aKey = () => ({ workspaceId: nextId('ws'), keyId: nextId('key') });

export function usageStoreContract(makeDatabase: MakeDatabase): void {
  describe('usage store', () => {
    const db = useDatabase(makeDatabase);
    const store = (): UsageStore => db().usage;
    const write = (...counts: MinuteCount[]) => store().write(aUsageBatch({ counts }));
    /** What is left of other tests must not be what is rolled up here. */
    const emptied = async () => {
      for (const step of USAGE_STEPS) await rolledUp(store(), step, TEST_EPOCH_MS + 100 * DAY_MS);
    };

    describe('a batch', () => {
      it('adds to what is there, minute by minute and outcome by outcome', async () => {
        const key = aKey();
        const at = (minute: number, outcome: UsageOutcome, count: number) =>
          aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + minute * MINUTE_MS, outcome, count });
        await write(at(0, 'allowed', 3), at(1, 'allowed', 4), at(1, 'rate_limited', 5));
        await write(at(1, 'allowed', 2 ** 31), at(0, 'key_expired', 1), at(2, 'allowed', 1));
        const told = await store().series(key, during('minute'));
        expect(sorted(told)).toEqual(
          sorted([
            { atMs: TEST_EPOCH_MS, outcome: 'allowed', count: 3 },
            { atMs: TEST_EPOCH_MS, outcome: 'key_expired', count: 1 },
            { atMs: TEST_EPOCH_MS + MINUTE_MS, outcome: 'allowed', count: 2 ** 31 + 4 },
            { atMs: TEST_EPOCH_MS + MINUTE_MS, outcome: 'rate_limited', count: 5 },
            { atMs: TEST_EPOCH_MS + 2 * MINUTE_MS, outcome: 'allowed', count: 1 },
          ]),
        );
        expect(told.map(({ atMs }) => atMs)).toEqual(told.map(({ atMs }) => atMs).sort());
      });

      it('that is tried again adds nothing, nor does one that comes late', async () => {
        const key = aKey();
        const writer = nextId('ses');
        const [first, second] = [1, 2].map((number) =>
          aUsageBatch({
            writer,
            number,
            counts: [aMinuteCount({ ...key, count: number })],
            uses: [aKeyUse({ ...key, lastUsedAtMs: TEST_EPOCH_MS + number })],
            networks: [aNetworkUse({ ...key, count: number })],
            scopes: [aScopeUse({ ...key, count: number })],
          }),
        );
        for (const batch of [first!, first!, second!, first!, second!]) await store().write(batch);
        expect(await store().series(key, during('minute'))).toMatchObject([{ count: 3 }]);
        expect(await store().networks(key, 10)).toMatchObject([{ count: 3 }]);
        expect(await store().scopes(key)).toMatchObject([{ count: 3 }]);
        expect(await store().lastUse(key)).toBe(TEST_EPOCH_MS + 2);
      });

      it('that is written several times at once adds once', async () => {
        const key = aKey();
        const batch = aUsageBatch({ counts: [aMinuteCount(key)] });
        await Promise.all([1, 2, 3, 4].map(() => store().write(batch)));
        expect(await store().series(key, during('minute'))).toMatchObject([{ count: 1 }]);
      });

      it('of another writer counts on its own', async () => {
        const key = aKey();
        await Promise.all([1, 2, 3, 4].map(() => write(aMinuteCount(key))));
        expect(await store().series(key, during('minute'))).toMatchObject([{ count: 4 }]);
      });

      it('takes five thousand rows', async () => {
        const { workspaceId } = aKey();
        const keys = Array.from({ length: 2_500 }, () => ({ workspaceId, keyId: nextId('key') }));
        const counts = keys.flatMap((key) => [
          aMinuteCount({ ...key, count: 2 }),
          aMinuteCount({ ...key, outcome: 'scope_missing' }),
        ]);
        const uses = keys.map((key, at) => aKeyUse({ ...key, lastUsedAtMs: TEST_EPOCH_MS + at }));
        const networks = keys.map((key) => aNetworkUse(key));
        await store().write(aUsageBatch({ counts, uses, networks }));
        await store().write(aUsageBatch({ counts, uses, networks }));
        expect(sorted(await store().series({ workspaceId }, during('day')))).toEqual([
          { atMs: TEST_EPOCH_MS, outcome: 'allowed', count: 10_000 },
          { atMs: TEST_EPOCH_MS, outcome: 'scope_missing', count: 5_000 },
        ]);
        expect(await store().networks({ workspaceId }, 10)).toMatchObject([{ count: 5_000 }]);
        const last = await store().lastUses(keys.map(({ keyId }) => keyId));
        expect([...last].sort()).toEqual(keys.map(({ keyId }, at) => [keyId, TEST_EPOCH_MS + at]).sort());
      });
    });

    describe('the last use', () => {
      it('is the latest, in whatever order it is heard of, to the millisecond', async () => {
        const key = aKey();
        for (const lastUsedAtMs of [TEST_EPOCH_MS + 5, TEST_EPOCH_MS + 1_234, TEST_EPOCH_MS]) {
          await store().write(aUsageBatch({ uses: [aKeyUse({ ...key, lastUsedAtMs })] }));
        }
        expect(await store().lastUses([key.keyId])).toEqual(new Map([[key.keyId, TEST_EPOCH_MS + 1_234]]));
      });

      it('is known of keys that were used, and of a workspace by those', async () => {
        const { workspaceId } = aKey();
        const [one, two] = [1, 2].map((at) =>
          aKeyUse({ workspaceId, keyId: nextId('key'), lastUsedAtMs: TEST_EPOCH_MS + at }),
        );
        await store().write(aUsageBatch({ uses: [two!, one!] }));
        expect(await store().lastUses([one!.keyId, 'key_unknown'])).toEqual(new Map([[one!.keyId, TEST_EPOCH_MS + 1]]));
        expect(await store().lastUses([])).toEqual(new Map());
        expect(await store().lastUse({ workspaceId })).toBe(TEST_EPOCH_MS + 2);
        expect(await store().lastUse({ workspaceId, keyId: one!.keyId })).toBe(TEST_EPOCH_MS + 1);
        expect(await store().lastUse({ workspaceId: 'ws_unknown' })).toBeNull();
        expect(await store().lastUse({ workspaceId: 'ws_unknown', keyId: one!.keyId })).toBeNull();
      });
    });

    describe('networks', () => {
      it('keep their first and last moment and a count, the one seen last first', async () => {
        const key = aKey();
        const seen = (network: string, first: number, last: number, count: number) =>
          aNetworkUse({
            ...key,
            network,
            firstSeenAtMs: TEST_EPOCH_MS + first,
            lastSeenAtMs: TEST_EPOCH_MS + last,
            count,
          });
        await store().write(aUsageBatch({ networks: [seen('2001:db8::/48', 5, 6, 1), seen('192.0.2.0/24', 3, 4, 2)] }));
        await store().write(aUsageBatch({ networks: [seen('192.0.2.0/24', 1, 9, 3)] }));
        expect(await store().networks(key, 10)).toEqual([
          { network: '192.0.2.0/24', firstSeenAtMs: TEST_EPOCH_MS + 1, lastSeenAtMs: TEST_EPOCH_MS + 9, count: 5 },
          { network: '2001:db8::/48', firstSeenAtMs: TEST_EPOCH_MS + 5, lastSeenAtMs: TEST_EPOCH_MS + 6, count: 1 },
        ]);
        expect(await store().networks(key, 1)).toHaveLength(1);
        expect(await store().networks({ workspaceId: 'ws_unknown', keyId: key.keyId }, 10)).toEqual([]);
      });

      it('of a workspace are those of its keys together', async () => {
        const { workspaceId } = aKey();
        const networks = [1, 2].map((at) =>
          aNetworkUse({
            workspaceId,
            keyId: nextId('key'),
            firstSeenAtMs: TEST_EPOCH_MS + at,
            lastSeenAtMs: TEST_EPOCH_MS + 10 * at,
            count: at,
          }),
        );
        await store().write(aUsageBatch({ networks }));
        expect(await store().networks({ workspaceId }, 10)).toEqual([
          { network: '192.0.2.0/24', firstSeenAtMs: TEST_EPOCH_MS + 1, lastSeenAtMs: TEST_EPOCH_MS + 20, count: 3 },
        ]);
      });

      it('are forgotten when they are old, or when a key has had enough others since', async () => {
        const [key, other] = [aKey(), aKey()];
        const networks = [1, 2, 3, 4, 5].map((at) =>
          aNetworkUse({ ...key, network: `192.0.${at}.0/24`, lastSeenAtMs: TEST_EPOCH_MS + at }),
        );
        const old = aNetworkUse({ ...other, network: '198.51.100.0/24', lastSeenAtMs: TEST_EPOCH_MS - 1 });
        await store().write(aUsageBatch({ networks: [...networks, old, aNetworkUse(other)] }));
        let forgotten = 0;
        for (let piece = 0; piece < PIECES_MAX; piece++) {
          const rows = await store().forget(TEST_EPOCH_MS, 3, 2);
          expect(rows).toBeLessThanOrEqual(2);
          forgotten += rows;
          if (rows === 0) break;
        }
        expect(forgotten).toBeGreaterThanOrEqual(3);
        expect(await store().forget(TEST_EPOCH_MS, 3, 2)).toBe(0);
        const left = async (of: typeof key) => (await store().networks(of, 10)).map(({ network }) => network);
        expect(await left(key)).toEqual(['192.0.5.0/24', '192.0.4.0/24', '192.0.3.0/24']);
        expect(await left(other)).toEqual(['192.0.2.0/24']);
      });

      it('and the numbers of writers that are long silent, and only of those', async () => {
        const [past, present] = [aKey(), aKey()];
        const batches = [past, present].map((key, at) =>
          aUsageBatch({ counts: [aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + (at - 1) * MINUTE_MS })] }),
        );
        for (const batch of batches) await store().write(batch);
        await store().forget(TEST_EPOCH_MS, 1_000, ROWS_MAX);
        for (const batch of batches) await store().write(batch);
        const range = during('minute', TEST_EPOCH_MS - HOUR_MS);
        expect(await store().series(past, range)).toMatchObject([{ count: 2 }]);
        expect(await store().series(present, range)).toMatchObject([{ count: 1 }]);
      });
    });

    describe('scopes', () => {
      const used = (key: object, scope: ResourceScope, at: number, count = 1) =>
        aScopeUse({ ...key, scope, lastUsedAtMs: TEST_EPOCH_MS + at, count });

      it('keep their last moment and a count, the one used last first', async () => {
        const key = aKey();
        const uses = [used(key, 'devices:read', 5), used(key, 'messages:write', 7, 2), used(key, 'messages:read', 5)];
        await store().write(aUsageBatch({ scopes: uses }));
        await store().write(aUsageBatch({ scopes: [used(key, 'devices:read', 9, 3), used(key, 'messages:write', 1)] }));
        expect(await store().scopes(key)).toEqual([
          { scope: 'devices:read', lastUsedAtMs: TEST_EPOCH_MS + 9, count: 4 },
          { scope: 'messages:write', lastUsedAtMs: TEST_EPOCH_MS + 7, count: 3 },
          { scope: 'messages:read', lastUsedAtMs: TEST_EPOCH_MS + 5, count: 1 },
        ]);
        expect(await store().scopes({ workspaceId: 'ws_unknown', keyId: key.keyId })).toEqual([]);
      });

      it('of a workspace are those of its keys together', async () => {
        const { workspaceId } = aKey();
        const keys = [1, 2].map(() => ({ workspaceId, keyId: nextId('key') }));
        await store().write(aUsageBatch({ scopes: keys.map((key, at) => used(key, 'keys:read', at, 2)) }));
        expect(await store().scopes({ workspaceId })).toEqual([
          { scope: 'keys:read', lastUsedAtMs: TEST_EPOCH_MS + 1, count: 4 },
        ]);
      });

      it('are forgotten when they are old, a few at a time', async () => {
        const key = aKey();
        const old = (['keys:read', 'devices:read', 'messages:read'] as const).map((scope) => used(key, scope, -1));
        await store().write(aUsageBatch({ scopes: [...old, used(key, 'team:read', 0)] }));
        const before = (await store().scopes(key)).length;
        await store().forget(TEST_EPOCH_MS, 1_000, 1);
        expect(before - (await store().scopes(key)).length).toBeLessThanOrEqual(1);
        for (let piece = 0; piece < PIECES_MAX && (await store().forget(TEST_EPOCH_MS, 1_000, 2)) > 0; piece++);
        expect((await store().scopes(key)).map(({ scope }) => scope)).toEqual(['team:read']);
      });
    });

    it('tells the series of every key of a workspace, step by step', async () => {
      const { workspaceId } = aKey();
      const [a, b] = [1, 2].map(() => nextId('key')) as [string, string];
      const count = (keyId: string, atMs: number, outcome: UsageOutcome = 'allowed', times = 1) =>
        aMinuteCount({ workspaceId, keyId, atMs: TEST_EPOCH_MS + atMs, outcome, count: times });
      await write(
        count(b, 0),
        count(a, HOUR_MS - MINUTE_MS, 'rate_limited', 4),
        count(a, MINUTE_MS, 'allowed', 2),
        count(a, 0, 'allowed', 3),
        count(a, HOUR_MS),
        count(a, -1),
        aMinuteCount(aKey()),
      );
      expect(await store().seriesByKey(workspaceId, during('hour'))).toEqual([
        { atMs: TEST_EPOCH_MS, keyId: a, outcome: 'allowed', count: 5 },
        { atMs: TEST_EPOCH_MS, keyId: a, outcome: 'rate_limited', count: 4 },
        { atMs: TEST_EPOCH_MS, keyId: b, outcome: 'allowed', count: 1 },
        { atMs: TEST_EPOCH_MS + HOUR_MS, keyId: a, outcome: 'allowed', count: 1 },
      ]);
    });

    describe('a series', () => {
      it('holds what lies within its range, from the first moment to before the last', async () => {
        const key = aKey();
        await write(...[-1, 0, 1, 2].map((at) => aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + at * MINUTE_MS })));
        const range = during('minute', TEST_EPOCH_MS, TEST_EPOCH_MS + 2 * MINUTE_MS);
        expect((await store().series(key, range)).map(({ atMs }) => atMs - TEST_EPOCH_MS)).toEqual([0, MINUTE_MS]);
      });

      it('sums up hours and days as UTC has them', async () => {
        const key = aKey();
        const moments = [0, HOUR_MS - MINUTE_MS, HOUR_MS, DAY_MS - MINUTE_MS, DAY_MS, 31 * DAY_MS];
        await write(...moments.map((at) => aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + at })));
        const told = async (step: UsageStep) =>
          (await store().series(key, during(step))).map(({ atMs, count }) => [atMs - TEST_EPOCH_MS, count]);
        expect(await told('hour')).toEqual([
          [0, 2],
          [HOUR_MS, 1],
          [23 * HOUR_MS, 1],
          [DAY_MS, 1],
          [31 * DAY_MS, 1],
        ]);
        expect(await told('day')).toEqual([
          [0, 4],
          [DAY_MS, 1],
          [31 * DAY_MS, 1],
        ]);
      });

      it('is that of one key, or of one workspace', async () => {
        const { workspaceId } = aKey();
        const [one, two] = [1, 2].map(() => ({ workspaceId, keyId: nextId('key') }));
        await write(aMinuteCount({ ...one, count: 1 }), aMinuteCount({ ...two, count: 2 }), aMinuteCount(aKey()));
        expect(await store().series(one!, during('hour'))).toMatchObject([{ count: 1 }]);
        expect(await store().series({ workspaceId }, during('hour'))).toMatchObject([{ count: 3 }]);
        expect(await store().series({ workspaceId: 'ws_unknown', keyId: one!.keyId }, during('hour'))).toEqual([]);
      });
    });

    it('tells the busiest keys of a workspace, the busiest first', async () => {
      const { workspaceId } = aKey();
      const [a, b, c, d] = [1, 2, 3, 4].map(() => nextId('key'));
      const count = (keyId: string, outcome: UsageOutcome, times: number) =>
        aMinuteCount({ workspaceId, keyId, outcome, count: times });
      await write(
        count(a!, 'allowed', 2),
        count(b!, 'allowed', 1),
        count(b!, 'ip_denied', 9),
        count(c!, 'allowed', 2),
        count(d!, 'allowed', 1),
        aMinuteCount({ workspaceId, keyId: d!, atMs: TEST_EPOCH_MS - 1, count: 100 }),
        aMinuteCount({ ...aKey(), count: 50 }),
      );
      const told = await store().busiest(workspaceId, during('hour'), 3);
      expect([...new Set(told.map(({ keyId }) => keyId))]).toEqual([b, a, c]);
      expect(told.filter(({ keyId }) => keyId === b)).toHaveLength(2);
      expect(told).toEqual(
        expect.arrayContaining([
          { keyId: b, outcome: 'ip_denied', count: 9 },
          { keyId: b, outcome: 'allowed', count: 1 },
          { keyId: a, outcome: 'allowed', count: 2 },
        ]),
      );
    });

    describe('rolling up', () => {
      beforeEach(emptied);

      it('moves what is older, and changes nothing that a coarser step tells', async () => {
        const key = aKey();
        const moments = [0, MINUTE_MS, HOUR_MS, DAY_MS - MINUTE_MS, DAY_MS, DAY_MS + HOUR_MS];
        await write(
          ...moments.map((at) => aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + at, count: 3 })),
          aMinuteCount({ ...key, outcome: 'rate_limited' }),
        );
        const [hours, days] = [await store().series(key, during('hour')), await store().series(key, during('day'))];
        expect(await store().rollUp('minute', TEST_EPOCH_MS + DAY_MS, ROWS_MAX)).toBe(5);
        expect(await store().series(key, during('minute'))).toMatchObject([
          { atMs: TEST_EPOCH_MS + DAY_MS },
          { atMs: TEST_EPOCH_MS + DAY_MS + HOUR_MS },
        ]);
        expect(sorted(await store().series(key, during('hour')))).toEqual(sorted(hours));
        expect(await store().rollUp('hour', TEST_EPOCH_MS + DAY_MS, ROWS_MAX)).toBe(4);
        expect(await store().series(key, during('hour'))).toMatchObject([{ count: 3 }, { count: 3 }]);
        expect(sorted(await store().series(key, during('day')))).toEqual(sorted(days));
      });

      it('again finds nothing; what comes late for the same minute is added', async () => {
        const key = aKey();
        const roll = () => store().rollUp('minute', TEST_EPOCH_MS + HOUR_MS, ROWS_MAX);
        await write(aMinuteCount({ ...key, count: 5 }));
        expect(await roll()).toBe(1);
        expect(await roll()).toBe(0);
        await write(aMinuteCount({ ...key, count: 2 }));
        expect(await store().series(key, during('hour'))).toMatchObject([{ count: 7 }]);
        expect(await roll()).toBe(1);
        expect(await store().series(key, during('minute'))).toEqual([]);
        expect(await store().series(key, during('hour'))).toEqual([
          { atMs: TEST_EPOCH_MS, outcome: 'allowed', count: 7 },
        ]);
      });

      it('deletes the days that are too old', async () => {
        const key = aKey();
        await write(aMinuteCount(key), aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + DAY_MS }));
        for (const step of ['minute', 'hour'] as const) await rolledUp(store(), step, TEST_EPOCH_MS + 9 * DAY_MS);
        expect(await store().rollUp('day', TEST_EPOCH_MS + DAY_MS, ROWS_MAX)).toBe(1);
        expect(await store().series(key, during('day'))).toMatchObject([{ atMs: TEST_EPOCH_MS + DAY_MS, count: 1 }]);
      });

      it('goes in pieces, the oldest first', async () => {
        const key = aKey();
        await write(...[3, 1, 2, 0].map((at) => aMinuteCount({ ...key, atMs: TEST_EPOCH_MS + at * MINUTE_MS })));
        expect(await store().rollUp('minute', TEST_EPOCH_MS + HOUR_MS, 3)).toBe(3);
        expect(await store().series(key, during('minute'))).toMatchObject([{ atMs: TEST_EPOCH_MS + 3 * MINUTE_MS }]);
        expect(await store().series(key, during('hour'))).toMatchObject([{ count: 4 }]);
        expect(await store().rollUp('minute', TEST_EPOCH_MS + HOUR_MS, 3)).toBe(1);
      });

      it('by several at once, beside batches that add to the same minutes, loses nothing and doubles nothing', async () => {
        const keys = Array.from({ length: 20 }, aKey);
        const { workspaceId } = keys[0]!;
        const counts = keys.map(({ keyId }, at) =>
          aMinuteCount({ workspaceId, keyId, atMs: TEST_EPOCH_MS + (at % 7) * MINUTE_MS }),
        );
        await Promise.all(
          Array.from({ length: 10 }, async () => {
            await write(...counts);
            await store().rollUp('minute', TEST_EPOCH_MS + DAY_MS, 15);
            await store().rollUp('hour', TEST_EPOCH_MS + DAY_MS, 15);
          }),
        );
        expect(await store().series({ workspaceId }, during('day'))).toMatchObject([{ count: 200 }]);
      });
    });

    it('takes part in a transaction', async () => {
      const key = aKey();
      const attempt = db().transaction(async ({ usage }) => {
        await usage.write(aUsageBatch({ counts: [aMinuteCount(key)] }));
        expect(await usage.series(key, during('hour'))).toHaveLength(1);
        await usage.rollUp('minute', TEST_EPOCH_MS + DAY_MS, ROWS_MAX);
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      expect(await store().series(key, during('hour'))).toEqual([]);
    });
  });
}

const sorted = <T extends { atMs: number; outcome: string }>(counts: readonly T[]): T[] =>
  [...counts].sort((a, b) => a.atMs - b.atMs || (a.outcome < b.outcome ? -1 : 1));

async function rolledUp(store: UsageStore, step: UsageStep, beforeMs: number): Promise<void> {
  for (let piece = 0; piece < PIECES_MAX; piece++) {
    if ((await store.rollUp(step, beforeMs, ROWS_MAX)) === 0) return;
  }
  throw new Error(`Rolling up the ${step}s did not come to an end.`);
}
