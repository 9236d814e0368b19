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
  findTenant,
  limitsOf,
  MeteredUse,
  type MeterUse,
  NotFoundError,
  type Tenant,
  useOf,
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
    const tenant = await findTenant(this.database, workspaceId);
    const { rateLimit } = limitsOf(tenant.workspace, tenant.plan);
    const use = await useOf(this.database, [workspaceId], { nowMs: this.clock.nowMs(), rateLimit });
    return toWorkspacePlanView(tenant, use(workspaceId), await this.allowances(tenant));
  }

  private allowances({ workspace, plan }: Tenant): Promise<MeterUse[]> {
    return Promise.all(allowanceMeters(workspace, plan).map((meter) => this.meteredUse.of(meter)));
  }
}
