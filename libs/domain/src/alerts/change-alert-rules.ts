import { InvalidFieldError, NotFoundError } from '../errors.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import { assertReaches, type Caller } from '../use-cases/caller.js';
import { type AlertRules, defaultAlertRules, type RuleChanges, withRules } from './alert-rules.js';

export interface ChangeAlertRulesCommand {
  readonly workspaceId: string;
  readonly rules?: RuleChanges;
  /** People of the workspace; `null`: its owners. */
  readonly mailTo?: readonly string[] | null;
}

export class ChangeAlertRules {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** What is left out stays. @throws NotFoundError, InvalidFieldError naming `mailTo` */
  execute(caller: Caller, { workspaceId, rules = {}, mailTo }: ChangeAlertRulesCommand): Promise<AlertRules> {
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      if ((await stores.workspaces.lock(workspaceId)) === null) throw new NotFoundError('workspace');
      const before = (await stores.alertRules.find(workspaceId)) ?? defaultAlertRules(workspaceId);
      if (mailTo) await assertMembers(stores, workspaceId, mailTo);
      const after: AlertRules = {
        workspaceId,
        mailTo: mailTo === undefined ? before.mailTo : mailTo,
        rules: withRules(before.rules, rules),
      };
      if (JSON.stringify(after) === JSON.stringify(before)) return before;
      await stores.alertRules.put(after);
      const details = { before: told(before, rules), after: told(after, rules) };
      const change = { action: 'alert_rules.updated', workspaceId, targetId: workspaceId, ...details } as const;
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
      return after;
    });
  }
}

/** Whoever leaves afterwards is passed over when mails are written. */
async function assertMembers(stores: Stores, workspaceId: string, userIds: readonly string[]): Promise<void> {
  for (const [at, userId] of userIds.entries())
    if ((await stores.members.find(workspaceId, userId)) === null)
      throw new InvalidFieldError(`mailTo.${at}`, 'Nobody in this workspace has this id.');
}

/** The rules that were named, and who is written to. */
const told = ({ mailTo, rules }: AlertRules, changes: RuleChanges) => ({
  mailTo,
  ...Object.fromEntries(Object.entries(rules).filter(([kind]) => kind in changes)),
});
