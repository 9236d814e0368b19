import type { FormerTerms } from '../billing/former-terms.js';
import type { ClosedStatement } from '../billing/statement.js';

export type ClosedMonth = Pick<ClosedStatement, 'month' | 'closedAtMs'>;

/** Statements of months that are over. There is no way to change or remove one. */
export interface StatementStore {
  /** Says whether it is the first of its workspace and month. Of several at once one is, and the others leave no trace. */
  close(statement: ClosedStatement): Promise<boolean>;
  find(workspaceId: string, month: string): Promise<ClosedStatement | null>;
  /** Of a workspace, the newest first. */
  months(workspaceId: string): Promise<readonly ClosedMonth[]>;
  /** Workspaces that were made before a moment and have no statement of a month: ids, the oldest first. */
  without(month: string, madeBeforeMs: number, countMax: number): Promise<readonly string[]>;
}

/** What held for workspaces before what holds now. */
export interface FormerTermsStore {
  append(terms: FormerTerms): Promise<void>;
  /** In the order in which they were appended. */
  ofWorkspace(workspaceId: string): Promise<readonly FormerTerms[]>;
}
