import { DomainError, InvalidFieldError, NotFoundError } from '../errors.js';
import { canonicalAllowlist } from '../network/ip-allowlist.js';
import type { Leases } from '../metering/leases.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import type { Plan } from '../tenancy/plan.js';
import type { Workspace, WorkspaceOverrides } from '../tenancy/workspace.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, assertWithinReach, type Caller } from './caller.js';
import { workspaceDetails } from './define-workspace.js';
import { type Excess, excessOfMove, excessText, PlanTooSmallError } from './excess.js';
import { keepFormerTerms } from './keep-former-terms.js';
import { madeKnown } from './made-known.js';

export interface UpdateWorkspaceCommand {
  readonly workspaceId: string;
  readonly name?: string;
  readonly planId?: string;
  readonly suspended?: boolean;
  readonly ipAllowlist?: readonly string[];
  /** What is left out stays as it was agreed. */
  readonly overrides?: Partial<WorkspaceOverrides>;
  /** Whether terms that lie below what is in use are applied, rather than refused. */
  readonly acceptExcess?: boolean;
}

export interface UpdatedWorkspace {
  readonly workspace: Workspace;
  /** What lies beyond the new terms. It goes on working, but for what the terms refuse at every request. */
  readonly excess: readonly Excess[];
}

export class UpdateWorkspace {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly leases: Pick<Leases, 'used'>,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * In force for the next request of every key of the workspace.
   * @throws NotFoundError, InvalidFieldError, PlanTooSmallError, DomainError `forbidden`, `scope_not_held`
   */
  async execute(caller: Caller, command: UpdateWorkspaceCommand): Promise<UpdatedWorkspace> {
    assertReaches(caller, command.workspaceId);
    for (const field of ['suspended', 'overrides', 'planId'] as const) assertOperatorFor(caller, command, field);
    const ipAllowlist = command.ipAllowlist && canonicalAllowlist('ipAllowlist', command.ipAllowlist);
    if (ipAllowlist) assertWithinReach(caller, { ipAllowlist });
    const canonical = { ...command, ...(ipAllowlist && { ipAllowlist }) };
    return madeKnown(
      () => this.database.transaction((stores) => this.change(stores, caller, canonical)),
      (outcome) => this.invalidation.workspaceChanged(command.workspaceId, outcome),
    );
  }

  private async change(stores: Stores, caller: Caller, command: UpdateWorkspaceCommand): Promise<UpdatedWorkspace> {
    const workspace = await stores.workspaces.lock(command.workspaceId);
    if (workspace === null) throw new NotFoundError('workspace');
    const nowMs = this.clock.nowMs();
    const changed = changedWorkspace(workspace, command, nowMs);
    const hasNewTerms = command.planId !== undefined || command.overrides !== undefined;
    const excess = hasNewTerms ? await this.excess(stores, workspace, changed, nowMs) : [];
    if (excess.length > 0 && command.acceptExcess !== true) {
      throw new PlanTooSmallError(excess.map((each) => ({ field: each.what, message: excessText(each) })));
    }
    await stores.workspaces.update(changed);
    await keepFormerTerms(stores, workspace, changed, nowMs);
    const { id } = workspace;
    const details = { before: workspaceDetails(workspace), after: workspaceDetails(changed) };
    const change = { action: 'workspace.updated', workspaceId: id, targetId: id, ...details } as const;
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    return { workspace: changed, excess };
  }

  /** The new plan is held, so that it does not become smaller between this look and the commit. */
  private async excess(stores: Stores, before: Workspace, after: Workspace, nowMs: number): Promise<readonly Excess[]> {
    const to = await stores.plans.hold(after.planId);
    if (to?.apiId !== after.apiId)
      throw new InvalidFieldError('planId', 'There is no such plan in the catalogue of this API.');
    const from: Plan = before.planId === to.id ? to : ((await stores.plans.find(before.planId)) ?? to);
    const [was, will] = [
      { workspace: before, plan: from },
      { workspace: after, plan: to },
    ];
    return excessOfMove(this.leases, stores, was, will, nowMs);
  }
}

/** What the provider decides about a workspace is not for the workspace's own keys to change. */
function assertOperatorFor(
  caller: Caller,
  command: UpdateWorkspaceCommand,
  field: 'suspended' | 'overrides' | 'planId',
): void {
  if (command[field] !== undefined && caller.workspaceId !== null) {
    throw new DomainError('forbidden', `Only an operator changes ${field}.`, field);
  }
}

function changedWorkspace(workspace: Workspace, command: UpdateWorkspaceCommand, nowMs: number): Workspace {
  const suspended = command.suspended ?? workspace.suspendedAtMs !== null;
  return {
    ...workspace,
    name: command.name ?? workspace.name,
    planId: command.planId ?? workspace.planId,
    ipAllowlist: command.ipAllowlist ?? workspace.ipAllowlist,
    overrides: { ...workspace.overrides, ...command.overrides },
    suspendedAtMs: suspended ? (workspace.suspendedAtMs ?? nowMs) : null,
  };
}
