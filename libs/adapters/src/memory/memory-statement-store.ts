import type { ClosedMonth, ClosedStatement, StatementStore } from '@latchkey/domain';
import type { TableAccess } from './table-access.js';

export interface StatementRow extends ClosedStatement {
  readonly id: string;
}

const idOf = (workspaceId: string, month: string): string => `${workspaceId} ${month}`;

export class MemoryStatementStore implements StatementStore {
  constructor(private readonly access: TableAccess) {}

  close(statement: ClosedStatement): Promise<boolean> {
    return this.access.write(({ statements }) => {
      const id = idOf(statement.workspaceId, statement.month);
      if (statements.get(id) !== null) return false;
      statements.insert({ ...statement, id });
      return true;
    });
  }

  find(workspaceId: string, month: string): Promise<ClosedStatement | null> {
    const row = this.access.tables.statements.get(idOf(workspaceId, month));
    return Promise.resolve(row && statementOf(row));
  }

  months(workspaceId: string): Promise<readonly ClosedMonth[]> {
    const own = [...this.access.tables.statements.all()].filter((row) => row.workspaceId === workspaceId);
    const months = own.map(({ month, closedAtMs }) => ({ month, closedAtMs }));
    return Promise.resolve(months.sort((one, other) => (one.month < other.month ? 1 : -1)));
  }

  without(month: string, madeBeforeMs: number, countMax: number): Promise<readonly string[]> {
    const { statements, workspaces } = this.access.tables;
    const ids = [...workspaces.all()]
      .filter(({ id, createdAtMs }) => createdAtMs < madeBeforeMs && statements.get(idOf(id, month)) === null)
      .map(({ id }) => id);
    return Promise.resolve(ids.sort().slice(0, countMax));
  }
}

const statementOf = ({ id: _id, ...statement }: StatementRow): ClosedStatement => statement;
