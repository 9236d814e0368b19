import {
  type BusyKey,
  type DayPeak,
  type KeyReturn,
  type MinuteRate,
  type RateCount,
  type RateRange,
  type SeenNetwork,
  type SignalPlace,
  stepOf,
  type UsageSignalStore,
} from '@latchkey/domain';
import type { TableAccess } from './table-access.js';
import type { UsageCountRow } from './usage-rows.js';

export class MemoryUsageSignalStore implements UsageSignalStore {
  constructor(private readonly access: TableAccess) {}

  newNetworks(after: SignalPlace, networksMax: number): Promise<readonly SeenNetwork[]> {
    const placed = [...this.access.tables.usageNetworks.all()].map((row) => ({
      ...seenNetwork(row),
      place: placeOf(row),
    }));
    const found = placed.filter(({ place }) => isBehind(place, after)).sort((a, b) => inOrder(a.place, b.place));
    return Promise.resolve(found.slice(0, networksMax).map(({ place: _, ...seen }) => seen));
  }

  networksOf(keyIds: readonly string[]): Promise<readonly SeenNetwork[]> {
    const rows = [...this.access.tables.usageNetworks.all()].filter(({ keyId }) => keyIds.includes(keyId));
    return Promise.resolve(rows.map(seenNetwork));
  }

  returns(after: SignalPlace, keysMax: number): Promise<readonly KeyReturn[]> {
    const found = [...this.access.tables.usageUses.all()].flatMap(({ workspaceId, keyId, back }) =>
      back === null ? [] : [{ workspaceId, keyId, ...back, place: { atMs: back.usedAtMs, keyId, network: '' } }],
    );
    const sorted = found
      .filter(({ place }) => isBehind(place, { ...after, network: '' }))
      .sort((a, b) => inOrder(a.place, b.place));
    return Promise.resolve(sorted.slice(0, keysMax).map(({ place: _, ...back }) => back));
  }

  busy(range: RateRange, countMin: number): Promise<readonly BusyKey[]> {
    const keys = new Map<string, BusyKey>();
    for (const row of this.counts(range, () => true)) {
      if (row.step !== 'minute') continue;
      const { workspaceId, keyId } = row;
      keys.set(keyId, { workspaceId, keyId, ...plus(keys.get(keyId), row) });
    }
    const busy = [...keys.values()].filter(({ requests, refusals }) => Math.max(requests, refusals) >= countMin);
    return Promise.resolve(busy.sort((a, b) => (a.keyId < b.keyId ? -1 : 1)));
  }

  dayPeaks(keyIds: readonly string[], range: RateRange): Promise<readonly DayPeak[]> {
    const hours = new Map<string, RateCount & { readonly keyId: string; readonly atMs: number }>();
    for (const row of this.counts(range, (keyId) => keyIds.includes(keyId))) {
      const atMs = stepOf(row.atMs, 'hour');
      const id = `${row.keyId} ${atMs}`;
      if (row.step !== 'day') hours.set(id, { keyId: row.keyId, atMs, ...plus(hours.get(id), row) });
    }
    const days = new Map<string, DayPeak>();
    for (const { keyId, atMs, requests, refusals } of hours.values()) {
      const dayMs = stepOf(atMs, 'day');
      const former = days.get(`${keyId} ${dayMs}`) ?? { requests: 0, refusals: 0 };
      const most = { requests: Math.max(former.requests, requests), refusals: Math.max(former.refusals, refusals) };
      days.set(`${keyId} ${dayMs}`, { keyId, dayMs, ...most });
    }
    return Promise.resolve([...days.values()]);
  }

  minutes(keyIds: readonly string[], range: RateRange): Promise<readonly MinuteRate[]> {
    const minutes = new Map<string, MinuteRate>();
    for (const row of this.counts(range, (keyId) => keyIds.includes(keyId))) {
      const { keyId, atMs } = row;
      const id = `${keyId} ${atMs}`;
      if (row.step === 'minute') minutes.set(id, { keyId, atMs, ...plus(minutes.get(id), row) });
    }
    return Promise.resolve([...minutes.values()]);
  }

  private counts({ fromMs, toMs }: RateRange, isMeant: (keyId: string) => boolean): UsageCountRow[] {
    const rows = [...this.access.tables.usageCounts.all()];
    return rows.filter(({ keyId, atMs }) => atMs >= fromMs && atMs < toMs && isMeant(keyId));
  }
}

const seenNetwork = ({ workspaceId, keyId, network, firstSeenAtMs }: SeenNetwork): SeenNetwork => ({
  workspaceId,
  keyId,
  network,
  firstSeenAtMs,
});

const placeOf = ({ firstSeenAtMs, keyId, network }: SeenNetwork): SignalPlace => ({
  atMs: firstSeenAtMs,
  keyId,
  network,
});

const isBehind = (place: SignalPlace, after: SignalPlace): boolean => inOrder(place, after) > 0;

function inOrder(a: SignalPlace, b: SignalPlace): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  const [left, right] = [`${a.keyId} ${a.network}`, `${b.keyId} ${b.network}`];
  return left === right ? 0 : left < right ? -1 : 1;
}

const plus = (
  { requests, refusals }: RateCount = { requests: 0, refusals: 0 },
  { outcome, count }: UsageCountRow,
): RateCount =>
  outcome === 'allowed' ? { requests: requests + count, refusals } : { requests, refusals: refusals + count };
