import { INSTALLATION_CHAIN } from '../audit/audit-chain.js';
import { periodAt } from '../metering/period.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { AS_SYSTEM } from './caller.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH_ENTRIES = 1_000;
const CHAINS_AT_ONCE = 100;

/**
 * Removes audit entries that are older than they have to be: of each chain the oldest, up to the first that is younger.
 * Whole days, so that a chain is cut once a day at most, however often this runs.
 */
export class TrimAudit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    /** `null`: entries are kept for ever. */
    private readonly retentionDays: number | null,
  ) {}

  /** Ends after the batch at hand when the signal says so. @returns how many entries are gone. @throws StoreUnavailableError */
  async execute(signal: AbortSignal): Promise<number> {
    if (this.retentionDays === null) return 0;
    const beforeMs = periodAt('day', this.clock.nowMs()).startMs - this.retentionDays * DAY_MS;
    let removed = 0;
    for await (const chain of this.chains()) {
      for (let batch = BATCH_ENTRIES; batch === BATCH_ENTRIES && !signal.aborted; removed += batch)
        batch = await this.trim(chain, beforeMs);
      if (signal.aborted) break;
    }
    return removed;
  }

  private async *chains(): AsyncGenerator<string> {
    let after = '';
    for (;;) {
      const names = await this.database.audit.asOfOneMoment((reading) => reading.chains(after, CHAINS_AT_ONCE));
      yield* names;
      const last = names.at(-1);
      if (last === undefined) return;
      after = last;
    }
  }

  /** The entry that tells of it is in the chain that was cut, and commits with the cut. */
  private trim(chain: string, beforeMs: number): Promise<number> {
    return this.database.transaction(async (stores) => {
      const trim = await stores.audit.trim({ chain, beforeMs, countMax: BATCH_ENTRIES });
      if (trim === null) return 0;
      const { removed, checkpoint } = trim;
      const workspaceId = chain === INSTALLATION_CHAIN ? null : chain;
      const after = { removed, before: new Date(beforeMs).toISOString(), checkpoint };
      const change = { action: 'audit.trimmed', workspaceId, targetId: chain, after } as const;
      await stores.audit.append(auditEntry(AS_SYSTEM, change, this.clock, this.random));
      return removed;
    });
  }
}
