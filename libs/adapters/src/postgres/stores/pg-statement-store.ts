import type { ClosedMonth, ClosedStatement, StatementStore } from '@latchkey/domain';
import { toDate, toMs } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

/** A statement is one document: it is read as it was drawn, whatever becomes of the records that it tells of. */
export class PgStatementStore implements StatementStore {
  constructor(private readonly statements: Statements) {}

  async close(statement: ClosedStatement): Promise<boolean> {
    const { workspaceId, month, closedAtMs } = statement;
    const rows = await this.query<unknown>(
      `INSERT INTO statements (workspace_id, month, closed_at, content) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING 1`,
      [workspaceId, month, toDate(closedAtMs), JSON.stringify(statement)],
    );
    return rows.length === 1;
  }

  async find(workspaceId: string, month: string): Promise<ClosedStatement | null> {
    const [row] = await this.query<{ content: ClosedStatement }>(
      'SELECT content FROM statements WHERE workspace_id = $1 AND month = $2',
      [workspaceId, month],
    );
    return row?.content ?? null;
  }

  async months(workspaceId: string): Promise<readonly ClosedMonth[]> {
    const rows = await this.query<{ month: string; closed_at: Date }>(
      'SELECT month, closed_at FROM statements WHERE workspace_id = $1 ORDER BY month DESC',
      [workspaceId],
    );
    return rows.map(({ month, closed_at }) => ({ month, closedAtMs: toMs(closed_at) }));
  }

  async without(month: string, madeBeforeMs: number, countMax: number): Promise<readonly string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT id FROM workspaces WHERE created_at < $2
         AND NOT EXISTS (SELECT FROM statements WHERE statements.workspace_id = workspaces.id AND month = $1)
       ORDER BY id LIMIT $3`,
      [month, toDate(madeBeforeMs), countMax],
    );
    return rows.map(({ id }) => id);
  }

  private query<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.statements.run((manager) => manager.query<Row[]>(sql, [...parameters]));
  }
}
