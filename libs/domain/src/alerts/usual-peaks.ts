import type { ApiKey } from '../key/api-key.js';
import type { Database } from '../ports/database.port.js';
import type { DayPeak } from '../ports/usage-signal-store.port.js';
import { SPIKE_KINDS, type SpikeKind } from './alert.js';
import { baselineRange, usualPeak } from './spike.js';

type Usual = Readonly<Record<SpikeKind, number | null>>;

/** About 20 MB. */
const KEYS_KEPT_MAX = 100_000;

/** What is usual for keys. It stands on whole days, so it is worked out once a day for a key, and kept in memory. */
export class UsualPeaks {
  private untilMs = 0;
  private readonly kept = new Map<string, Usual>();

  constructor(private readonly database: Pick<Database, 'usageSignals'>) {}

  /** By key id. A successor goes on with the habits of the key that it was issued in place of. */
  async of(keys: readonly ApiKey[], nowMs: number): Promise<ReadonlyMap<string, Usual>> {
    const range = baselineRange(nowMs);
    if (range.toMs !== this.untilMs || this.kept.size > KEYS_KEPT_MAX) this.kept.clear();
    this.untilMs = range.toMs;
    const unknown = keys.filter(({ id }) => !this.kept.has(id));
    if (unknown.length > 0) {
      const peaks = await this.database.usageSignals.dayPeaks([...new Set(unknown.flatMap(lineOf))], range);
      for (const key of unknown) this.kept.set(key.id, usualOf(peaks, lineOf(key)));
    }
    return this.kept;
  }
}

const lineOf = ({ id, rotatedFrom }: ApiKey): string[] => (rotatedFrom === null ? [id] : [id, rotatedFrom]);

function usualOf(all: readonly DayPeak[], keyIds: readonly string[]): Usual {
  const byDay = new Map<number, DayPeak>();
  for (const peak of all.filter(({ keyId }) => keyIds.includes(keyId))) {
    const former = byDay.get(peak.dayMs);
    byDay.set(peak.dayMs, former === undefined ? peak : together(former, peak));
  }
  const peaks = [...byDay.values()];
  return Object.fromEntries(SPIKE_KINDS.map((kind) => [kind, usualPeak(kind, peaks)])) as Record<
    SpikeKind,
    number | null
  >;
}

const together = (a: DayPeak, b: DayPeak): DayPeak => ({
  ...a,
  requests: Math.max(a.requests, b.requests),
  refusals: Math.max(a.refusals, b.refusals),
});
