import { DomainError, InvalidFieldError, NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import { canonicalAllowlist } from '../network/ip-allowlist.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { NO_OVERRIDES, type Workspace, type WorkspaceOverrides } from '../tenancy/workspace.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, assertWithinReach, type Caller } from './caller.js';
import { noteCreated } from './created-once.js';
import { madeKnown } from './made-known.js';

export interface CreateWorkspaceCommand {
  readonly apiId: string;
  readonly name: string;
  readonly planId?: string;
}

export interface UpdateWorkspaceCommand {
  readonly workspaceId: string;
  readonly name?: string;
  readonly planId?: string;
  readonly suspended?: boolean;
  readonly ipAllowlist?: readonly string[];
  readonly overrides?: Partial<WorkspaceOverrides>;
}

export class DefineWorkspace {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** With a sandbox device, so that its first message needs nothing else. @throws InvalidFieldError */
  async create(caller: Caller, command: CreateWorkspaceCommand): Promise<Workspace> {
    return this.database.transaction(async (stores) => {
      if ((await stores.apis.find(command.apiId)) === null)
        throw new InvalidFieldError('apiId', 'There is no such API.');
      const nowMs = this.clock.nowMs();
      const workspace: Workspace = {
        id: newId('ws', nowMs, this.random),
        apiId: command.apiId,
        name: command.name,
        planId: command.planId ?? (await firstPlanWithAccess(stores, command.apiId)),
        ipAllowlist: [],
        suspendedAtMs: null,
        overrides: NO_OVERRIDES,
        createdAtMs: nowMs,
      };
      await assertPlanOfApi(stores, workspace);
      await stores.workspaces.insert(workspace);
      await noteCreated(stores, caller.claim, workspace.id);
      await stores.devices.insert({
        id: newId('dev', nowMs, this.random),
        workspaceId: workspace.id,
        name: 'Sandbox device',
        status: 'connected',
        createdAtMs: nowMs,
      });
      await stores.audit.append(
        auditEntry(
          caller,
          { action: 'workspace.created', workspaceId: workspace.id, targetId: workspace.id, after: details(workspace) },
          this.clock,
          this.random,
        ),
      );
      return workspace;
    });
  }

  /**
   * In force for the next request of every key of the workspace.
   * @throws NotFoundError, InvalidFieldError, DomainError `forbidden`, `scope_not_held`
   */
  async update(caller: Caller, command: UpdateWorkspaceCommand): Promise<Workspace> {
    assertReaches(caller, command.workspaceId);
    assertOperatorFor(caller, command, 'suspended');
    assertOperatorFor(caller, command, 'overrides');
    assertOperatorFor(caller, command, 'planId');
    const ipAllowlist = command.ipAllowlist && canonicalAllowlist('ipAllowlist', command.ipAllowlist);
    if (ipAllowlist) assertWithinReach(caller, { ipAllowlist });
    return madeKnown(
      () =>
        this.database.transaction(async (stores) => {
          const workspace = await stores.workspaces.lock(command.workspaceId);
          if (workspace === null) throw new NotFoundError('workspace');
          const changed = changedWorkspace(
            workspace,
            { ...command, ...(ipAllowlist && { ipAllowlist }) },
            this.clock.nowMs(),
          );
          await assertPlanOfApi(stores, changed);
          await stores.workspaces.update(changed);
          const change = { before: details(workspace), after: details(changed) };
          await stores.audit.append(
            auditEntry(
              caller,
              { action: 'workspace.updated', workspaceId: workspace.id, targetId: workspace.id, ...change },
              this.clock,
              this.random,
            ),
          );
          return changed;
        }),
      (outcome) => this.invalidation.workspaceChanged(command.workspaceId, outcome),
    );
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

async function firstPlanWithAccess(stores: Stores, apiId: string): Promise<string> {
  const plans = await stores.plans.ofApi(apiId);
  const plan = plans.find(({ entitlements }) => entitlements.includes('api_access'));
  if (plan === undefined) throw new InvalidFieldError('planId', 'Name a plan: none of this API includes API access.');
  return plan.id;
}

async function assertPlanOfApi(stores: Stores, { planId, apiId }: Workspace): Promise<void> {
  const plan = await stores.plans.find(planId);
  if (plan?.apiId !== apiId)
    throw new InvalidFieldError('planId', 'There is no such plan in the catalogue of this API.');
}

const details = ({ name, planId, ipAllowlist, suspendedAtMs, overrides }: Workspace) => ({
  name,
  planId,
  ipAllowlist,
  suspended: suspendedAtMs !== null,
  overrides,
});
