import type {
  KeyCount,
  KeyStepCount,
  NetworkUse,
  ScopeUse,
  StepCount,
  UsageBatch,
  UsageRange,
  UsageStore,
  UsageSubject,
} from '@latchkey/domain';
import type { ResourceScope, UsageOutcome, UsageStep } from '@latchkey/vocabulary';
import { toDate, toMs, toMsOrNull } from '../mappers/instants.js';
import type { Statements } from '../statements.js';
import { busiest, FORGET, rollUp, series, seriesByKey, WRITE_BATCH } from './usage-statements.js';

export class PgUsageStore implements UsageStore {
  constructor(private readonly statements: Statements) {}

  async write(batch: UsageBatch): Promise<void> {
    await this.query(WRITE_BATCH, parametersOf(batch));
  }

  async lastUses(keyIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const sql = 'SELECT key_id, last_used_at FROM usage_last_uses WHERE key_id = ANY($1::text[])';
    const rows = await this.query<{ key_id: string; last_used_at: Date }>(sql, [keyIds]);
    return new Map(rows.map((row) => [row.key_id, toMs(row.last_used_at)]));
  }

  async lastUse(of: UsageSubject): Promise<number | null> {
    const sql = `SELECT max(last_used_at) AS at FROM usage_last_uses WHERE ${IS_OF}`;
    const [row] = await this.query<{ at: Date | null }>(sql, subject(of));
    return toMsOrNull(row?.at ?? null);
  }

  async series(of: UsageSubject, { step, fromMs, toMs: endMs }: UsageRange): Promise<readonly StepCount[]> {
    const parameters = [...subject(of), toDate(fromMs), toDate(endMs)];
    const rows = await this.query<{ at: Date; outcome: UsageOutcome; count: number }>(series(step), parameters);
    return rows.map(({ at, outcome, count }) => ({ atMs: toMs(at), outcome, count }));
  }

  async busiest(
    workspaceId: string,
    { step, fromMs, toMs: endMs }: UsageRange,
    keysMax: number,
  ): Promise<readonly KeyCount[]> {
    const parameters = [...subject({ workspaceId }), toDate(fromMs), toDate(endMs), keysMax];
    const rows = await this.query<{ key_id: string; outcome: UsageOutcome; count: number }>(busiest(step), parameters);
    return rows.map(({ key_id: keyId, outcome, count }) => ({ keyId, outcome, count }));
  }

  async networks(of: UsageSubject, networksMax: number): Promise<readonly Omit<NetworkUse, 'workspaceId' | 'keyId'>[]> {
    const sql = `
      SELECT network, min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at, sum(count)::float8 AS count
      FROM usage_networks WHERE ${IS_OF} GROUP BY network ORDER BY 3 DESC, 1 LIMIT $3`;
    const rows = await this.query<NetworkRow>(sql, [...subject(of), networksMax]);
    return rows.map(({ network, first_seen_at, last_seen_at, count }) => ({
      network,
      firstSeenAtMs: toMs(first_seen_at),
      lastSeenAtMs: toMs(last_seen_at),
      count,
    }));
  }

  async scopes(of: UsageSubject): Promise<readonly Omit<ScopeUse, 'workspaceId' | 'keyId'>[]> {
    const sql = `
      SELECT scope, max(last_used_at) AS last_used_at, sum(count)::float8 AS count
      FROM usage_scopes WHERE ${IS_OF} GROUP BY scope ORDER BY 2 DESC, 1`;
    const rows = await this.query<{ scope: ResourceScope; last_used_at: Date; count: number }>(sql, subject(of));
    return rows.map(({ scope, last_used_at, count }) => ({ scope, lastUsedAtMs: toMs(last_used_at), count }));
  }

  async seriesByKey(workspaceId: string, { step, fromMs, toMs: endMs }: UsageRange): Promise<readonly KeyStepCount[]> {
    const parameters = [...subject({ workspaceId }), toDate(fromMs), toDate(endMs)];
    const rows = await this.query<KeyStepRow>(seriesByKey(step), parameters);
    return rows.map(({ at, key_id: keyId, outcome, count }) => ({ atMs: toMs(at), keyId, outcome, count }));
  }

  rollUp(from: UsageStep, beforeMs: number, rowsMax: number): Promise<number> {
    return this.countRows(rollUp(from), [toDate(beforeMs), rowsMax]);
  }

  forget(beforeMs: number, networksMax: number, rowsMax: number): Promise<number> {
    return this.countRows(FORGET, [toDate(beforeMs), networksMax, rowsMax]);
  }

  private async countRows(sql: string, parameters: readonly unknown[]): Promise<number> {
    const [row] = await this.query<{ rows: number }>(sql, parameters);
    return row?.rows ?? 0;
  }

  private query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.statements.run((manager) => manager.query<Row[]>(sql, [...parameters]));
  }
}

interface KeyStepRow {
  at: Date;
  key_id: string;
  outcome: UsageOutcome;
  count: number;
}

interface NetworkRow {
  network: string;
  first_seen_at: Date;
  last_seen_at: Date;
  count: number;
}

const IS_OF = 'workspace_id = $1 AND ($2::text IS NULL OR key_id = $2)';

const subject = ({ workspaceId, keyId }: UsageSubject): unknown[] => [workspaceId, keyId ?? null];

/** A column of rows is one parameter, so that the statement is the same for any number of them. */
function parametersOf({ writer, number, counts, uses, networks, scopes }: UsageBatch): unknown[] {
  const writtenAtMs = counts.reduce((late, { atMs }) => Math.max(late, atMs), 0);
  return [
    writer,
    number,
    toDate(writtenAtMs),
    counts.map(({ workspaceId }) => workspaceId),
    counts.map(({ keyId }) => keyId),
    counts.map(({ atMs }) => toDate(atMs)),
    counts.map(({ outcome }) => outcome),
    counts.map(({ count }) => count),
    uses.map(({ workspaceId }) => workspaceId),
    uses.map(({ keyId }) => keyId),
    uses.map(({ lastUsedAtMs }) => toDate(lastUsedAtMs)),
    networks.map(({ workspaceId }) => workspaceId),
    networks.map(({ keyId }) => keyId),
    networks.map(({ network }) => network),
    networks.map(({ firstSeenAtMs }) => toDate(firstSeenAtMs)),
    networks.map(({ lastSeenAtMs }) => toDate(lastSeenAtMs)),
    networks.map(({ count }) => count),
    scopes.map(({ workspaceId }) => workspaceId),
    scopes.map(({ keyId }) => keyId),
    scopes.map(({ scope }) => scope),
    scopes.map(({ lastUsedAtMs }) => toDate(lastUsedAtMs)),
    scopes.map(({ count }) => count),
  ];
}
