import { InvalidFieldError } from '../errors.js';
import { newId } from '../id.js';
import { type Device, newDevice } from '../messaging/device.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { Plan } from '../tenancy/plan.js';
import { NO_OVERRIDES, type Workspace } from '../tenancy/workspace.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { noteCreated } from './created-once.js';

export interface CreateWorkspaceCommand {
  readonly apiId: string;
  readonly name: string;
  readonly planId?: string;
  /** What its sandbox device carries. */
  readonly device?: Pick<Device, 'whatsAppBusinessId' | 'whatsAppPhoneNumberId'>;
}

export class DefineWorkspace {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** With a sandbox device, so that its first message needs nothing else. @throws InvalidFieldError */
  async create(caller: Caller, command: CreateWorkspaceCommand): Promise<Workspace> {
    return this.database.transaction(async (stores) => {
      if ((await stores.apis.find(command.apiId)) === null)
        throw new InvalidFieldError('apiId', 'There is no such API.');
      const plan = await planFor(stores, command);
      const nowMs = this.clock.nowMs();
      const workspace: Workspace = {
        id: newId('ws', nowMs, this.random),
        apiId: command.apiId,
        name: command.name,
        planId: plan.id,
        ipAllowlist: [],
        suspendedAtMs: null,
        overrides: NO_OVERRIDES,
        createdAtMs: nowMs,
      };
      await stores.workspaces.insert(workspace);
      await noteCreated(stores, caller.claim, workspace.id);
      if (plan.devicesMax !== 0) await stores.devices.insert(this.sandboxDevice(workspace, command));
      const { id } = workspace;
      const after = workspaceDetails(workspace);
      const change = { action: 'workspace.created', workspaceId: id, targetId: id, after } as const;
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
      return workspace;
    });
  }

  private sandboxDevice({ id: workspaceId, createdAtMs }: Workspace, { device }: CreateWorkspaceCommand): Device {
    const id = newId('dev', createdAtMs, this.random);
    return newDevice({ id, workspaceId, name: 'Sandbox device', createdAtMs, ...device });
  }
}

/** Held until the workspace is on it, so that it comes with what the plan says then. */
async function planFor(stores: Stores, { apiId, planId }: CreateWorkspaceCommand): Promise<Plan> {
  const plan = await stores.plans.hold(planId ?? (await firstPlanWithAccess(stores, apiId)));
  if (plan?.apiId !== apiId)
    throw new InvalidFieldError('planId', 'There is no such plan in the catalogue of this API.');
  return plan;
}

async function firstPlanWithAccess(stores: Stores, apiId: string): Promise<string> {
  const plans = await stores.plans.ofApi(apiId);
  const plan = plans.find(({ entitlements }) => entitlements.includes('api_access'));
  if (plan === undefined) throw new InvalidFieldError('planId', 'Name a plan: none of this API includes API access.');
  return plan.id;
}

export const workspaceDetails = ({ name, planId, ipAllowlist, suspendedAtMs, overrides }: Workspace) => ({
  name,
  planId,
  ipAllowlist,
  suspended: suspendedAtMs !== null,
  overrides,
});
