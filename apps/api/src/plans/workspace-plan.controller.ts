import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WorkspacePlanView } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('v1/workspaces/:workspaceId/plan')
export class WorkspacePlanController {
  constructor(@Inject(PlansService) private readonly plans: PlansService) {}

  @Get()
  @Managed('workspace:read')
  @Answers(200, WorkspacePlanView, 401, 403, 404)
  getWorkspacePlan(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
  ): Promise<WorkspacePlanView> {
    return this.plans.ofWorkspace(caller, workspaceId);
  }
}
