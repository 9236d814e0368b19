import type { Database } from '../ports/database.port.js';
import { defaultAlertRules, type RulesByKind } from './alert-rules.js';

/** The rules of each workspace that a look comes by, read once in it. */
export class RulesOfWorkspaces {
  private readonly known = new Map<string, RulesByKind>();

  constructor(private readonly database: Pick<Database, 'alertRules'>) {}

  async of(workspaceId: string): Promise<RulesByKind> {
    const known = this.known.get(workspaceId);
    if (known !== undefined) return known;
    const { rules } = (await this.database.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId);
    this.known.set(workspaceId, rules);
    return rules;
  }
}
