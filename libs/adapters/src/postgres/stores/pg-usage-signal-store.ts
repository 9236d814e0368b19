import type {
  BusyKey,
  DayPeak,
  KeyReturn,
  MinuteRate,
  RateRange,
  SeenNetwork,
  SignalPlace,
  UsageSignalStore,
} from '@latchkey/domain';
import { toDate, toMs } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

interface NetworkRow {
  readonly workspace_id: string;
  readonly key_id: string;
  readonly network: string;
  readonly first_seen_at: Date;
}

interface RateRow {
  readonly workspace_id: string;
  readonly key_id: string;
  readonly at: Date;
  readonly requests: number;
  readonly refusals: number;
}

const RATES = `
  COALESCE(sum(count) FILTER (WHERE outcome = 'allowed'), 0)::float8 AS requests,
  COALESCE(sum(count) FILTER (WHERE outcome <> 'allowed'), 0)::float8 AS refusals`;

const BUSY = `
  SELECT * FROM (
    SELECT key_id, min(workspace_id) AS workspace_id, ${RATES}
    FROM usage_minutes WHERE at >= $1 AND at < $2 GROUP BY key_id
  ) AS rates WHERE GREATEST(requests, refusals) >= $3 ORDER BY key_id`;

/** Minutes and hours together are the hours, wherever the roll-up has got to. */
const DAY_PEAKS = `
  SELECT key_id, date_trunc('day', hour, 'UTC') AS at, max(requests) AS requests, max(refusals) AS refusals FROM (
    SELECT key_id, date_trunc('hour', at, 'UTC') AS hour, ${RATES} FROM (
      SELECT key_id, at, outcome, count FROM usage_minutes WHERE key_id = ANY($3) AND at >= $1 AND at < $2
      UNION ALL
      SELECT key_id, at, outcome, count FROM usage_hours WHERE key_id = ANY($3) AND at >= $1 AND at < $2
    ) AS counts GROUP BY 1, 2
  ) AS hours GROUP BY 1, 2`;

const MINUTES = `
  SELECT key_id, at, ${RATES} FROM usage_minutes WHERE key_id = ANY($3) AND at >= $1 AND at < $2 GROUP BY 1, 2`;

const NETWORKS = 'SELECT workspace_id, key_id, network, first_seen_at FROM usage_networks';

export class PgUsageSignalStore implements UsageSignalStore {
  constructor(private readonly statements: Statements) {}

  async newNetworks({ atMs, keyId, network }: SignalPlace, networksMax: number): Promise<readonly SeenNetwork[]> {
    const sql = `${NETWORKS} WHERE (first_seen_at, key_id, network) > ($1, $2, $3)
      ORDER BY first_seen_at, key_id, network LIMIT $4`;
    return (await this.query<NetworkRow>(sql, [toDate(atMs), keyId, network, networksMax])).map(toSeenNetwork);
  }

  async networksOf(keyIds: readonly string[]): Promise<readonly SeenNetwork[]> {
    return (await this.query<NetworkRow>(`${NETWORKS} WHERE key_id = ANY($1)`, [keyIds])).map(toSeenNetwork);
  }

  async returns({ atMs, keyId }: SignalPlace, keysMax: number): Promise<readonly KeyReturn[]> {
    const sql = `SELECT workspace_id, key_id, silent_since, resumed_at FROM usage_last_uses
      WHERE resumed_at IS NOT NULL AND (resumed_at, key_id) > ($1, $2) ORDER BY resumed_at, key_id LIMIT $3`;
    const rows = await this.query<ReturnRow>(sql, [toDate(atMs), keyId, keysMax]);
    return rows.map((row) => ({
      workspaceId: row.workspace_id,
      keyId: row.key_id,
      silentSinceMs: toMs(row.silent_since),
      usedAtMs: toMs(row.resumed_at),
    }));
  }

  async busy({ fromMs, toMs: endMs }: RateRange, countMin: number): Promise<readonly BusyKey[]> {
    const rows = await this.query<RateRow>(BUSY, [toDate(fromMs), toDate(endMs), countMin]);
    return rows.map(({ workspace_id, key_id, requests, refusals }) => ({
      workspaceId: workspace_id,
      keyId: key_id,
      requests,
      refusals,
    }));
  }

  async dayPeaks(keyIds: readonly string[], { fromMs, toMs: endMs }: RateRange): Promise<readonly DayPeak[]> {
    const rows = await this.query<RateRow>(DAY_PEAKS, [toDate(fromMs), toDate(endMs), keyIds]);
    return rows.map(({ key_id, at, requests, refusals }) => ({ keyId: key_id, dayMs: toMs(at), requests, refusals }));
  }

  async minutes(keyIds: readonly string[], { fromMs, toMs: endMs }: RateRange): Promise<readonly MinuteRate[]> {
    const rows = await this.query<RateRow>(MINUTES, [toDate(fromMs), toDate(endMs), keyIds]);
    return rows.map(({ key_id, at, requests, refusals }) => ({ keyId: key_id, atMs: toMs(at), requests, refusals }));
  }

  private query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.statements.run((manager) => manager.query<Row[]>(sql, [...parameters]));
  }
}

interface ReturnRow {
  readonly workspace_id: string;
  readonly key_id: string;
  readonly silent_since: Date;
  readonly resumed_at: Date;
}

const toSeenNetwork = ({ workspace_id, key_id, network, first_seen_at }: NetworkRow): SeenNetwork => ({
  workspaceId: workspace_id,
  keyId: key_id,
  network,
  firstSeenAtMs: toMs(first_seen_at),
});
