import { Inject, Injectable } from '@nestjs/common';
import type {
  ChangedPlan,
  ChangePlanRequest,
  PlanChangeView,
  PlanOptions,
  PreviewPlanRequest,
} from '@latchkey/contracts';
import { type Caller, ChangePlan } from '@latchkey/domain';
import { toPlanChangeView } from './plan-change.presenter.js';
import { PlansService } from './plans.service.js';

@Injectable()
export class PlanChangesService {
  constructor(
    @Inject(ChangePlan) private readonly changePlan: ChangePlan,
    @Inject(PlansService) private readonly plans: PlansService,
  ) {}

  async options(caller: Caller, workspaceId: string): Promise<PlanOptions> {
    return { data: (await this.changePlan.options(caller, workspaceId)).map(toPlanChangeView), nextCursor: null };
  }

  async preview(caller: Caller, workspaceId: string, body: PreviewPlanRequest): Promise<PlanChangeView> {
    return toPlanChangeView(await this.changePlan.preview(caller, { ...body, workspaceId }));
  }

  async change(caller: Caller, workspaceId: string, body: ChangePlanRequest): Promise<ChangedPlan> {
    const excess = await this.changePlan.execute(caller, { ...body, workspaceId });
    return { ...(await this.plans.ofWorkspace(caller, workspaceId)), excess: [...excess] };
  }
}
