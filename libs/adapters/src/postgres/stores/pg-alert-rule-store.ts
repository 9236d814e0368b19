import {
  type AlertRules,
  type AlertRuleStore,
  DEFAULT_ALERT_RULES,
  type RulesByKind,
  withRules,
} from '@latchkey/domain';
import type { Statements } from '../statements.js';

interface Row {
  readonly mail_to: string[] | null;
  readonly rules: RulesByKind;
}

const PUT = `
  INSERT INTO alert_rules (workspace_id, mail_to, rules) VALUES ($1, $2, $3)
  ON CONFLICT (workspace_id) DO UPDATE SET mail_to = excluded.mail_to, rules = excluded.rules`;

export class PgAlertRuleStore implements AlertRuleStore {
  constructor(private readonly statements: Statements) {}

  /** A rule that is younger than the row is as it is by default. */
  find(workspaceId: string): Promise<AlertRules | null> {
    return this.statements.run(async (manager) => {
      const sql = 'SELECT mail_to, rules FROM alert_rules WHERE workspace_id = $1';
      const [row] = await manager.query<Row[]>(sql, [workspaceId]);
      return row === undefined
        ? null
        : { workspaceId, mailTo: row.mail_to, rules: withRules(DEFAULT_ALERT_RULES, row.rules) };
    });
  }

  put({ workspaceId, mailTo, rules }: AlertRules): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.query(PUT, [workspaceId, mailTo, JSON.stringify(rules)]);
    });
  }
}
