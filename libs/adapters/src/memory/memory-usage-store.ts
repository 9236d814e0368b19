import {
  coarserStep,
  type KeyCount,
  type KeyStepCount,
  type KeyUse,
  latest,
  type NetworkUse,
  NOTED_SILENCE_MS,
  type ScopeUse,
  type StepCount,
  stepOf,
  type UsageBatch,
  type UsageRange,
  type UsageStore,
  type UsageSubject,
} from '@latchkey/domain';
import { USAGE_STEPS, type UsageStep } from '@latchkey/vocabulary';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';
import { type UsageCountRow, usageCountRow, type UsageUseRow } from './usage-rows.js';

type Seen = Omit<NetworkUse, 'workspaceId' | 'keyId'>;
type UsedScope = Omit<ScopeUse, 'workspaceId' | 'keyId'>;

export class MemoryUsageStore implements UsageStore {
  constructor(private readonly access: TableAccess) {}

  write(batch: UsageBatch): Promise<void> {
    return this.access.write((tables) => {
      const { writer: id, number, counts } = batch;
      if ((tables.usageWriters.get(id)?.batch ?? 0) >= number) return;
      tables.usageWriters.replace({ id, batch: number, writtenAtMs: Math.max(...counts.map(({ atMs }) => atMs)) });
      for (const count of counts) addCount(tables, usageCountRow('minute', count));
      for (const use of batch.uses) {
        tables.usageUses.replace(usedRow(tables.usageUses.get(use.keyId), use));
      }
      for (const use of batch.networks) {
        const id = `${use.keyId} ${use.network}`;
        const former = tables.usageNetworks.get(id);
        tables.usageNetworks.replace({ ...use, ...(former && together(former, use)), id });
      }
      for (const use of batch.scopes) {
        const id = `${use.keyId} ${use.scope}`;
        tables.usageScopes.replace({ ...use, ...usedTogether(tables.usageScopes.get(id), use), id });
      }
    });
  }

  lastUses(keyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { usageUses } = this.access.tables;
    const found = keyIds.flatMap((keyId) => usageUses.get(keyId) ?? []);
    return Promise.resolve(new Map(found.map(({ id, lastUsedAtMs }) => [id, lastUsedAtMs])));
  }

  lastUse(of: UsageSubject): Promise<number | null> {
    const uses = [...this.access.tables.usageUses.all()].filter((use) => isOf(use, of));
    return Promise.resolve(latest(uses.map(({ lastUsedAtMs }) => lastUsedAtMs)));
  }

  series(of: UsageSubject, range: UsageRange): Promise<readonly StepCount[]> {
    const steps = new Map<string, StepCount>();
    for (const { atMs, outcome, count } of this.counts(of, range)) {
      const step = stepOf(atMs, range.step);
      const id = `${step} ${outcome}`;
      steps.set(id, { atMs: step, outcome, count: (steps.get(id)?.count ?? 0) + count });
    }
    return Promise.resolve([...steps.values()].sort((a, b) => a.atMs - b.atMs));
  }

  busiest(workspaceId: string, range: UsageRange, keysMax: number): Promise<readonly KeyCount[]> {
    const keys = new Map<string, { total: number; outcomes: Map<string, KeyCount> }>();
    for (const { keyId, outcome, count } of this.counts({ workspaceId }, range)) {
      const key = keys.get(keyId) ?? { total: 0, outcomes: new Map<string, KeyCount>() };
      key.total += count;
      key.outcomes.set(outcome, { keyId, outcome, count: (key.outcomes.get(outcome)?.count ?? 0) + count });
      keys.set(keyId, key);
    }
    const sorted = [...keys].sort(([a, { total }], [b, other]) => other.total - total || (a < b ? -1 : 1));
    return Promise.resolve(sorted.slice(0, keysMax).flatMap(([, { outcomes }]) => [...outcomes.values()]));
  }

  networks(of: UsageSubject, networksMax: number): Promise<readonly Seen[]> {
    const networks = new Map<string, Seen>();
    for (const use of this.access.tables.usageNetworks.all()) {
      if (!isOf(use, of)) continue;
      const { network, firstSeenAtMs, lastSeenAtMs, count } = use;
      const seen = { network, firstSeenAtMs, lastSeenAtMs, count };
      const former = networks.get(network);
      networks.set(network, former === undefined ? seen : { network, ...together(former, seen) });
    }
    return Promise.resolve([...networks.values()].sort(lastSeenFirst).slice(0, networksMax));
  }

  scopes(of: UsageSubject): Promise<readonly UsedScope[]> {
    const scopes = new Map<string, UsedScope>();
    for (const use of this.access.tables.usageScopes.all()) {
      if (isOf(use, of)) scopes.set(use.scope, usedTogether(scopes.get(use.scope) ?? null, use));
    }
    const lastUsedFirst = (a: UsedScope, b: UsedScope) =>
      b.lastUsedAtMs - a.lastUsedAtMs || (a.scope < b.scope ? -1 : 1);
    return Promise.resolve([...scopes.values()].sort(lastUsedFirst));
  }

  seriesByKey(workspaceId: string, range: UsageRange): Promise<readonly KeyStepCount[]> {
    const steps = new Map<string, KeyStepCount>();
    for (const { atMs, keyId, outcome, count } of this.counts({ workspaceId }, range)) {
      const step = stepOf(atMs, range.step);
      const id = `${step} ${keyId} ${outcome}`;
      steps.set(id, { atMs: step, keyId, outcome, count: (steps.get(id)?.count ?? 0) + count });
    }
    const inOrder = (a: KeyStepCount, b: KeyStepCount) =>
      a.atMs - b.atMs || (`${a.keyId} ${a.outcome}` < `${b.keyId} ${b.outcome}` ? -1 : 1);
    return Promise.resolve([...steps.values()].sort(inOrder));
  }

  rollUp(from: UsageStep, beforeMs: number, rowsMax: number): Promise<number> {
    return this.access.write((tables) => {
      const due = [...tables.usageCounts.all()].filter(({ step, atMs }) => step === from && atMs < beforeMs);
      const leaving = due.sort((a, b) => a.atMs - b.atMs).slice(0, rowsMax);
      const to = coarserStep(from);
      for (const row of leaving) {
        tables.usageCounts.remove(row.id);
        if (to !== null) addCount(tables, usageCountRow(to, { ...row, atMs: stepOf(row.atMs, to) }));
      }
      return leaving.length;
    });
  }

  forget(beforeMs: number, networksMax: number, rowsMax: number): Promise<number> {
    return this.access.write(({ usageNetworks, usageScopes, usageWriters }) => {
      for (const { id, writtenAtMs } of [...usageWriters.all()]) if (writtenAtMs < beforeMs) usageWriters.remove(id);
      const places = new Map<string, number>();
      const leaving = [...usageNetworks.all()].sort(lastSeenFirst).filter(({ keyId, lastSeenAtMs }) => {
        const place = (places.get(keyId) ?? 0) + 1;
        places.set(keyId, place);
        return place > networksMax || lastSeenAtMs < beforeMs;
      });
      for (const { id } of leaving.slice(0, rowsMax)) usageNetworks.remove(id);
      const unused = [...usageScopes.all()].filter(({ lastUsedAtMs }) => lastUsedAtMs < beforeMs).slice(0, rowsMax);
      for (const { id } of unused) usageScopes.remove(id);
      return Math.min(leaving.length, rowsMax) + unused.length;
    });
  }

  private *counts(of: UsageSubject, { step, fromMs, toMs }: UsageRange): Generator<UsageCountRow> {
    const finest = USAGE_STEPS.slice(0, USAGE_STEPS.indexOf(step) + 1);
    for (const row of this.access.tables.usageCounts.all()) {
      if (isOf(row, of) && finest.includes(row.step) && row.atMs >= fromMs && row.atMs < toMs) yield row;
    }
  }
}

function usedRow(former: UsageUseRow | null, use: KeyUse): UsageUseRow {
  const row = { ...use, id: use.keyId };
  if (former === null) return { ...row, back: null };
  const { lastUsedAtMs: silentSinceMs } = former;
  const isBack = use.lastUsedAtMs - silentSinceMs >= NOTED_SILENCE_MS;
  const back = isBack ? { silentSinceMs, usedAtMs: use.lastUsedAtMs } : former.back;
  return { ...row, lastUsedAtMs: Math.max(silentSinceMs, use.lastUsedAtMs), back };
}

const isOf = (row: { workspaceId: string; keyId: string }, { workspaceId, keyId }: UsageSubject): boolean =>
  row.workspaceId === workspaceId && (keyId === undefined || row.keyId === keyId);

const together = (a: Omit<Seen, 'network'>, b: Omit<Seen, 'network'>) => ({
  firstSeenAtMs: Math.min(a.firstSeenAtMs, b.firstSeenAtMs),
  lastSeenAtMs: Math.max(a.lastSeenAtMs, b.lastSeenAtMs),
  count: a.count + b.count,
});

const usedTogether = (former: UsedScope | null, { scope, lastUsedAtMs, count }: UsedScope): UsedScope => ({
  scope,
  lastUsedAtMs: Math.max(former?.lastUsedAtMs ?? 0, lastUsedAtMs),
  count: (former?.count ?? 0) + count,
});

const lastSeenFirst = (a: Seen, b: Seen): number => b.lastSeenAtMs - a.lastSeenAtMs || (a.network < b.network ? -1 : 1);

function addCount({ usageCounts }: Tables, row: UsageCountRow): void {
  usageCounts.replace({ ...row, count: (usageCounts.get(row.id)?.count ?? 0) + row.count });
}
