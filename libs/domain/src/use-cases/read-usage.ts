import { NotFoundError } from '../errors.js';
import { allowanceMeters, type Meter, quotaMeter } from '../metering/meter.js';
import type { MeteredUse, MeterUse } from '../metering/metered-use.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, MessagesOfDevice } from '../ports/database.port.js';
import type { UsageSubject } from '../ports/usage-store.port.js';
import type { NetworkUse, ScopeUse } from '../usage/usage-batch.js';
import { type AskedRange, usageRange, type UsageRange } from '../usage/usage-range.js';
import {
  type KeyTotals,
  type OutcomeCounts,
  pointsOf,
  sumOf,
  totalsOfKeys,
  type UsagePoint,
} from '../usage/usage-series.js';
import { NETWORKS_MAX } from '../usage/usage-steps.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { assertReaches, type Caller } from './caller.js';
import type { KeyAddress } from './change-key.js';
import { findTenant } from './tenant.js';

export interface Usage {
  readonly range: UsageRange;
  readonly totals: OutcomeCounts;
  /** One for every step of the range. */
  readonly points: readonly UsagePoint[];
  /** Whenever it was: the range has no part in this, nor in the networks and the scopes. */
  readonly lastUsedAtMs: number | null;
  /** The one seen last first. */
  readonly networks: readonly Omit<NetworkUse, 'workspaceId' | 'keyId'>[];
  /** What was asked for, and allowed; the one used last first. */
  readonly scopes: readonly Omit<ScopeUse, 'workspaceId' | 'keyId'>[];
  /** What is limited by the day or the month, as it stands now: a key's quota, or the allowances of a workspace. */
  readonly meters: readonly MeterUse[];
}

export interface WorkspaceUsage extends Usage {
  /** The busiest first. */
  readonly keys: readonly (KeyTotals & { readonly lastUsedAtMs: number | null })[];
  /** Those with most messages in the range, the busiest first. */
  readonly devices: readonly MessagesOfDevice[];
}

/** What was done with a key, or in a workspace, up to this moment: what is counted and not written yet is written first. */
export class ReadUsage {
  constructor(
    private readonly database: Database,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly meteredUse: MeteredUse,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFoundError; InvalidFieldError naming `from` or `to` */
  async ofKey(caller: Caller, { workspaceId, keyId }: KeyAddress, asked: AskedRange): Promise<Usage> {
    assertReaches(caller, workspaceId);
    const key = await this.database.keys.find(workspaceId, keyId);
    if (key === null) throw new NotFoundError('key');
    const range = usageRange(asked, this.clock.nowMs());
    await this.writer.flush();
    const quota = quotaMeter(key);
    return this.of({ workspaceId, keyId }, range, quota === null ? [] : [quota]);
  }

  /**
   * @param countMax how many keys, and how many devices, are told apart
   * @throws NotFoundError; InvalidFieldError naming `from` or `to`
   */
  async ofWorkspace(caller: Caller, workspaceId: string, asked: AskedRange, countMax: number): Promise<WorkspaceUsage> {
    assertReaches(caller, workspaceId);
    const { workspace, plan } = await findTenant(this.database, workspaceId);
    const range = usageRange(asked, this.clock.nowMs());
    await this.writer.flush();
    const [usage, counts, devices] = await Promise.all([
      this.of({ workspaceId }, range, allowanceMeters(workspace, plan)),
      this.database.usage.busiest(workspaceId, range, countMax),
      this.database.messages.countsByDevice(workspaceId, { startMs: range.fromMs, endMs: range.toMs }, countMax),
    ]);
    const keys = totalsOfKeys(counts);
    const lastUses = await this.database.usage.lastUses(keys.map(({ keyId }) => keyId));
    const used = keys.map((key) => ({ ...key, lastUsedAtMs: lastUses.get(key.keyId) ?? null }));
    return { ...usage, keys: used, devices };
  }

  private async of(subject: UsageSubject, range: UsageRange, metered: readonly Meter[]): Promise<Usage> {
    const { usage } = this.database;
    const [counts, lastUsedAtMs, networks, scopes, meters] = await Promise.all([
      usage.series(subject, range),
      usage.lastUse(subject),
      usage.networks(subject, NETWORKS_MAX),
      usage.scopes(subject),
      Promise.all(metered.map((meter) => this.meteredUse.of(meter))),
    ]);
    return { range, totals: sumOf(counts), points: pointsOf(range, counts), lastUsedAtMs, networks, scopes, meters };
  }
}
