import { Inject, Injectable } from '@nestjs/common';
import type {
  CreatePlanRequest,
  PlanPage,
  PlanView,
  UpdatedPlan,
  UpdatePlanRequest,
  WorkspacePlanView,
} from '@latchkey/contracts';
import {
  allowanceMeters,
  assertReaches,
  type Caller,
  type Clock,
  createdBefore,
  type Database,
  DefinePlan,
  MeteredUse,
  type MeterUse,
  NotFoundError,
  type Plan,
  useOf,
  type Workspace,
} from '@latchkey/domain';
import { CLOCK, DATABASE } from '../ports.js';
import { toPlanView, toUpdatedPlanView, toWorkspacePlanView } from './plan.presenter.js';

@Injectable()
export class PlansService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DefinePlan) private readonly definePlan: DefinePlan,
    @Inject(MeteredUse) private readonly meteredUse: MeteredUse,
  ) {}

  async list(apiId: string): Promise<PlanPage> {
    if ((await this.database.apis.find(apiId)) === null) throw new NotFoundError('API');
    return { data: (await this.database.plans.ofApi(apiId)).map(toPlanView), nextCursor: null };
  }

  async create(caller: Caller, apiId: string, body: CreatePlanRequest): Promise<PlanView> {
    const before = await createdBefore(caller.claim, (id) => this.database.plans.find(id));
    return toPlanView(before ?? (await this.definePlan.create(caller, { ...body, apiId })));
  }

  async update(caller: Caller, apiId: string, planId: string, changes: UpdatePlanRequest): Promise<UpdatedPlan> {
    return toUpdatedPlanView(await this.definePlan.update(caller, { ...changes, apiId, planId }));
  }

  async ofWorkspace(caller: Caller, workspaceId: string): Promise<WorkspacePlanView> {
    assertReaches(caller, workspaceId);
    const workspace = await this.database.workspaces.find(workspaceId);
    const plan = workspace && (await this.database.plans.find(workspace.planId));
    if (!workspace || !plan) throw new NotFoundError('workspace');
    const use = await useOf(this.database, [workspaceId], { nowMs: this.clock.nowMs(), rateLimit: null });
    return toWorkspacePlanView({ workspace, plan }, use(workspaceId), await this.allowances(workspace, plan));
  }

  private allowances(workspace: Workspace, plan: Plan): Promise<MeterUse[]> {
    return Promise.all(allowanceMeters(workspace, plan).map((meter) => this.meteredUse.of(meter)));
  }
}
