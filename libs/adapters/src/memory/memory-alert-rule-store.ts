import type { AlertRules, AlertRuleStore } from '@latchkey/domain';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

/** `id` is that of the workspace. */
export interface AlertRulesRow extends AlertRules {
  readonly id: string;
}

export class MemoryAlertRuleStore implements AlertRuleStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string): Promise<AlertRules | null> {
    const row = this.access.tables.alertRules.get(workspaceId);
    return Promise.resolve(row && { workspaceId, mailTo: row.mailTo, rules: row.rules });
  }

  put(rules: AlertRules): Promise<void> {
    return this.access.write(({ alertRules, workspaces }) => {
      requireParent(workspaces.get(rules.workspaceId) !== null, 'rule', 'workspace');
      alertRules.replace({ ...rules, id: rules.workspaceId });
    });
  }
}
