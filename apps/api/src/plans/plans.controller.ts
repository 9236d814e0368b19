import { Body, Controller, Get, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreatePlanRequest, PlanPage, PlanView, UpdatedPlan, UpdatePlanRequest } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('v1/apis/:apiId/plans')
export class PlansController {
  constructor(@Inject(PlansService) private readonly plans: PlansService) {}

  @Get()
  @OperatorOnly()
  @Answers(200, PlanPage, 401, 403, 404)
  listPlans(@Param('apiId') apiId: string): Promise<PlanPage> {
    return this.plans.list(apiId);
  }

  @Post()
  @OperatorOnly()
  @Answers(201, PlanView, 400, 401, 403, 404, 409)
  createPlan(
    @CurrentCaller() caller: Caller,
    @Param('apiId') apiId: string,
    @Body() body: CreatePlanRequest,
  ): Promise<PlanView> {
    return this.plans.create(caller, apiId, body);
  }

  @Patch(':planId')
  @OperatorOnly()
  @Answers(200, UpdatedPlan, 400, 401, 403, 404, 409)
  updatePlan(
    @CurrentCaller() caller: Caller,
    @Param('apiId') apiId: string,
    @Param('planId') planId: string,
    @Body() body: UpdatePlanRequest,
  ): Promise<UpdatedPlan> {
    return this.plans.update(caller, apiId, planId, body);
  }
}
