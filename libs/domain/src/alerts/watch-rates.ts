import { SPIKE_COUNT_MIN } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { BusyKey, RateRange } from '../ports/usage-signal-store.port.js';
import { STEP_MS, stepOf } from '../usage/usage-steps.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { type Alert, SPIKE_KINDS, type SpikeKind } from './alert.js';
import type { FireAlerts, FoundCause } from './fire-alerts.js';
import { tellResolved } from './resolve-alerts.js';
import { RulesOfWorkspaces } from './rules-of-workspaces.js';
import { CALM_LOOKS, countOf, isCalm, LOOK_MS, SPIKE_WINDOW_MS, spikeThreshold } from './spike.js';
import { UsualPeaks } from './usual-peaks.js';

const KEYS_PER_BATCH = 500;
const ALERTS_PER_LOOK = 100;

/**
 * Compares the last hour of keys with what is usual for each of them. Only keys whose hour is beyond the least that any
 * rule may name are looked at, and what is usual is worked out once a day.
 */
export class WatchRates {
  private readonly usual: UsualPeaks;

  constructor(
    private readonly database: Pick<Database, 'usageSignals' | 'keys' | 'alerts' | 'alertRules' | 'transaction'>,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly fireAlerts: FireAlerts,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    this.usual = new UsualPeaks(database);
  }

  /** Answers how many spikes were found. Ends after the batch at hand when the signal says so. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<number> {
    await this.writer.flush();
    // A minute that is under way is still being counted.
    const toMs = stepOf(this.clock.nowMs(), 'minute');
    await this.endSpikes(toMs, signal);
    const range = { fromMs: toMs - SPIKE_WINDOW_MS, toMs };
    const rulesOf = new RulesOfWorkspaces(this.database);
    const busy = await this.database.usageSignals.busy(range, SPIKE_COUNT_MIN);
    let fired = 0;
    for (let at = 0; at < busy.length && !signal.aborted; at += KEYS_PER_BATCH) {
      const found = await this.spikes(busy.slice(at, at + KEYS_PER_BATCH), range, rulesOf);
      if (found.length > 0)
        fired += await this.database.transaction((stores) => this.fireAlerts.execute(stores, found));
    }
    return fired;
  }

  private async spikes(
    busy: readonly BusyKey[],
    { toMs }: RateRange,
    rulesOf: RulesOfWorkspaces,
  ): Promise<FoundCause[]> {
    const beyond: (readonly [BusyKey, SpikeKind, ApiKey])[] = [];
    for (const one of busy) {
      const rules = await rulesOf.of(one.workspaceId);
      const kinds = SPIKE_KINDS.filter((kind) => rules[kind].enabled && countOf(kind, one) > rules[kind].countMin);
      const key = kinds.length === 0 ? null : await this.database.keys.find(one.workspaceId, one.keyId);
      if (key !== null) beyond.push(...kinds.map((kind) => [one, kind, key] as const));
    }
    const keys = [...new Map(beyond.map(([, , key]) => [key.id, key])).values()];
    const usualOf = await this.usual.of(keys, toMs);
    const found: FoundCause[] = [];
    for (const [one, kind, key] of beyond) {
      const usual = usualOf.get(key.id)?.[kind] ?? null;
      if (usual === null) continue;
      const threshold = spikeThreshold(usual, (await rulesOf.of(one.workspaceId))[kind]);
      const count = countOf(kind, one);
      if (count <= threshold) continue;
      const { workspaceId, keyId } = one;
      const details = { windowMs: SPIKE_WINDOW_MS, count, usual, threshold };
      found.push({ workspaceId, kind, keyId, key, cause: `${keyId} ${toMs}`, details, resolvesAtMs: null });
    }
    return found;
  }

  private async endSpikes(toMs: number, signal: AbortSignal): Promise<void> {
    const fromMs = toMs - SPIKE_WINDOW_MS - (CALM_LOOKS - 1) * LOOK_MS - STEP_MS.minute;
    let beforeId: string | null | undefined;
    while (beforeId !== null && !signal.aborted) {
      const page = { limit: ALERTS_PER_LOOK, ...(beforeId !== undefined && { beforeId }) };
      const { items, hasMore } = await this.database.alerts.firing(SPIKE_KINDS, page);
      const minutes = await this.database.usageSignals.minutes(keysOf(items), { fromMs, toMs });
      const calm = items.filter((alert) => {
        const own = minutes.filter(({ keyId }) => keyId === alert.keyId);
        return isCalm(alert.kind as SpikeKind, own, Number(alert.details['threshold']), toMs);
      });
      if (calm.length > 0) await this.resolve(calm);
      beforeId = hasMore ? (items.at(-1)?.id ?? null) : null;
    }
  }

  private resolve(calm: readonly Alert[]): Promise<void> {
    const ids = calm.map(({ id }) => id);
    return this.database.transaction(async (stores) => {
      const resolved = await stores.alerts.resolve(ids, this.clock.nowMs());
      await tellResolved(stores, resolved, this.clock, this.random);
    });
  }
}

const keysOf = (alerts: readonly Alert[]): string[] => [...new Set(alerts.flatMap(({ keyId }) => keyId ?? []))];
