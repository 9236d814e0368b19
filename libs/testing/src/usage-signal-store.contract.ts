import { NOTED_SILENCE_MS, type UsageBatch } from '@latchkey/domain';
import { aKeyUse, aMinuteCount, aNetworkUse, aUsageBatch } from './a-usage-batch.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

let epochs = 0;

export function usageSignalStoreContract(makeDatabase: MakeDatabase): void {
  describe('usage signal store', () => {
    const db = useDatabase(makeDatabase);
    /** A time of its own for each test, as a look is at all keys. */
    let startMs: number;
    let place: { workspaceId: string; keyId: string };

    beforeEach(() => {
      startMs = TEST_EPOCH_MS + ++epochs * 1_000 * DAY_MS;
      place = { workspaceId: nextId('ws'), keyId: nextId('key') };
    });

    const write = (overrides: Partial<UsageBatch>) => db().usage.write(aUsageBatch({ counts: [], ...overrides }));
    const count = (atMs: number, count: number, outcome: 'allowed' | 'scope_missing' = 'allowed', of = place) =>
      write({ counts: [aMinuteCount({ ...of, atMs, outcome, count })] });
    const start = () => ({ atMs: startMs, keyId: '', network: '' });

    it('shows networks that were seen for the first time after a place, in their order, so many at a time', async () => {
      const other = { ...place, keyId: nextId('key') };
      const seen = [
        { ...place, network: '192.0.2.0/24', firstSeenAtMs: startMs },
        { ...place, network: '198.51.100.0/24', firstSeenAtMs: startMs },
        { ...other, network: '192.0.2.0/24', firstSeenAtMs: startMs },
        { ...place, network: '203.0.113.0/24', firstSeenAtMs: startMs + 1 },
      ];
      const before = { ...place, network: '2001:db8::/48', firstSeenAtMs: startMs - 1 };
      await write({ networks: [before, ...seen].map((one) => aNetworkUse({ ...one, lastSeenAtMs: startMs + 9 })) });
      expect(await db().usageSignals.newNetworks(start(), 10)).toEqual(seen);
      const first = await db().usageSignals.newNetworks(start(), 2);
      expect(first).toEqual(seen.slice(0, 2));
      const after = { atMs: startMs, keyId: place.keyId, network: '198.51.100.0/24' };
      expect(await db().usageSignals.newNetworks(after, 10)).toEqual(seen.slice(2));
      const again = aNetworkUse({ ...before, firstSeenAtMs: startMs + 5, lastSeenAtMs: startMs + 5 });
      await write({ networks: [again] });
      expect(await db().usageSignals.newNetworks(start(), 10)).toEqual(seen);
      const own = await db().usageSignals.networksOf([place.keyId]);
      expect(own).toHaveLength(4);
      expect(own).toContainEqual(before);
    });

    it('shows a use after a long silence, with the one before it, and no other', async () => {
      const use = (lastUsedAtMs: number) => write({ uses: [aKeyUse({ ...place, lastUsedAtMs })] });
      await use(startMs);
      await use(startMs + NOTED_SILENCE_MS - 1);
      expect(await db().usageSignals.returns(start(), 10)).toEqual([]);
      const silentSinceMs = startMs + NOTED_SILENCE_MS - 1;
      const usedAtMs = silentSinceMs + NOTED_SILENCE_MS;
      await use(usedAtMs);
      await use(usedAtMs + 5);
      await use(startMs);
      expect(await db().usageSignals.returns(start(), 10)).toEqual([{ ...place, silentSinceMs, usedAtMs }]);
      const there = { atMs: usedAtMs, keyId: place.keyId, network: '' };
      expect(await db().usageSignals.returns(there, 10)).toEqual([]);
      await use(usedAtMs + 5 + NOTED_SILENCE_MS);
      expect(await db().usageSignals.returns(there, 10)).toMatchObject([{ silentSinceMs: usedAtMs + 5 }]);
    });

    it('shows keys with many requests or many refusals in a time, and how many', async () => {
      const other = { ...place, keyId: nextId('key') };
      await count(startMs - MINUTE_MS, 100);
      await count(startMs, 3);
      await count(startMs + MINUTE_MS, 4, 'scope_missing');
      await count(startMs + 2 * MINUTE_MS, 5);
      await count(startMs + MINUTE_MS, 7, 'scope_missing', other);
      await count(startMs + HOUR_MS, 100);
      const range = { fromMs: startMs, toMs: startMs + HOUR_MS };
      const busy = { ...place, requests: 8, refusals: 4 };
      const refused = { ...other, requests: 0, refusals: 7 };
      expect(await db().usageSignals.busy(range, 7)).toEqual([busy, refused]);
      expect(await db().usageSignals.busy(range, 8)).toEqual([busy]);
      expect(await db().usageSignals.busy(range, 9)).toEqual([]);
    });

    it('shows the highest hour of each day, whatever has been rolled up', async () => {
      await count(startMs + 5 * MINUTE_MS, 10);
      await count(startMs + 50 * MINUTE_MS, 10);
      await count(startMs + HOUR_MS, 15);
      await count(startMs + HOUR_MS, 2, 'scope_missing');
      await count(startMs + DAY_MS, 1, 'scope_missing');
      await count(startMs + 2 * DAY_MS, 99);
      const range = { fromMs: startMs, toMs: startMs + 2 * DAY_MS };
      const peaks = [
        { keyId: place.keyId, dayMs: startMs, requests: 20, refusals: 2 },
        { keyId: place.keyId, dayMs: startMs + DAY_MS, requests: 0, refusals: 1 },
      ];
      const found = async () =>
        [...(await db().usageSignals.dayPeaks([place.keyId, nextId('key')], range))].sort((a, b) => a.dayMs - b.dayMs);
      expect(await found()).toEqual(peaks);
      await db().usage.rollUp('minute', startMs + 10 * MINUTE_MS, 1_000);
      expect(await found()).toEqual(peaks);
      await db().usage.rollUp('minute', startMs + 3 * DAY_MS, 1_000);
      expect(await found()).toEqual(peaks);
    });

    it('shows minutes, of some keys alone', async () => {
      await count(startMs, 3);
      await count(startMs, 2, 'scope_missing');
      await count(startMs, 2, 'allowed', { ...place, keyId: nextId('key') });
      await count(startMs + HOUR_MS, 3);
      const range = { fromMs: startMs, toMs: startMs + HOUR_MS };
      const minute = { keyId: place.keyId, atMs: startMs, requests: 3, refusals: 2 };
      expect(await db().usageSignals.minutes([place.keyId], range)).toEqual([minute]);
    });
  });
}
