import type { FormerTerms, FormerTermsStore, WorkspaceOverrides } from '@latchkey/domain';
import { toDate, toMs } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

interface FormerTermsRow {
  readonly workspace_id: string;
  readonly plan_id: string;
  readonly overrides: WorkspaceOverrides;
  readonly until: Date;
}

export class PgFormerTermsStore implements FormerTermsStore {
  constructor(private readonly statements: Statements) {}

  append({ workspaceId, planId, overrides, untilMs }: FormerTerms): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(
        'INSERT INTO former_terms (workspace_id, plan_id, overrides, until) VALUES ($1, $2, $3, $4)',
        [workspaceId, planId, JSON.stringify(overrides), toDate(untilMs)],
      );
    });
  }

  ofWorkspace(workspaceId: string): Promise<readonly FormerTerms[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager.query<FormerTermsRow[]>(
        'SELECT workspace_id, plan_id, overrides, until FROM former_terms WHERE workspace_id = $1 ORDER BY position',
        [workspaceId],
      );
      return rows.map((row) => ({
        workspaceId: row.workspace_id,
        planId: row.plan_id,
        overrides: row.overrides,
        untilMs: toMs(row.until),
      }));
    });
  }
}
