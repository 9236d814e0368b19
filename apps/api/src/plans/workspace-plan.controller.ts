import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ChangedPlan,
  ChangePlanRequest,
  PlanChangeView,
  PlanOptions,
  PreviewPlanRequest,
  WorkspacePlanView,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { PlanChangesService } from './plan-changes.service.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('v1/workspaces/:workspaceId/plan')
export class WorkspacePlanController {
  constructor(
    @Inject(PlansService) private readonly plans: PlansService,
    @Inject(PlanChangesService) private readonly changes: PlanChangesService,
  ) {}

  @Get()
  @Managed('workspace:read')
  @Answers(200, WorkspacePlanView, 401, 403, 404)
  getWorkspacePlan(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
  ): Promise<WorkspacePlanView> {
    return this.plans.ofWorkspace(caller, workspaceId);
  }

  @Get('options')
  @Managed('billing:read')
  @Answers(200, PlanOptions, 401, 403, 404)
  listPlanOptions(@CurrentCaller() caller: Caller, @Param('workspaceId') workspaceId: string): Promise<PlanOptions> {
    return this.changes.options(caller, workspaceId);
  }

  @Post('preview')
  @HttpCode(200)
  @Managed('billing:read')
  @Answers(200, PlanChangeView, 400, 401, 403, 404)
  previewPlan(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: PreviewPlanRequest,
  ): Promise<PlanChangeView> {
    return this.changes.preview(caller, workspaceId, body);
  }

  @Post('change')
  @HttpCode(200)
  @Managed('billing:write', { liveOnly: true })
  @Answers(200, ChangedPlan, 400, 401, 403, 404, 409)
  changePlan(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: ChangePlanRequest,
  ): Promise<ChangedPlan> {
    return this.changes.change(caller, workspaceId, body);
  }
}
