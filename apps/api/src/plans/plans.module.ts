import { Module } from '@nestjs/common';
import {
  ChangePlan,
  type Clock,
  type Database,
  DefinePlan,
  Leases,
  MeteredUse,
  type Random,
  type RecordInvalidation,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { PlanChangesService } from './plan-changes.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { WorkspacePlanController } from './workspace-plan.controller.js';

@Module({
  controllers: [PlansController, WorkspacePlanController],
  providers: [
    PlansService,
    PlanChangesService,
    {
      provide: DefinePlan,
      useFactory: (...ports: [Database, RecordInvalidation, Leases, Clock, Random]) => new DefinePlan(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, Leases, CLOCK, RANDOM],
    },
    {
      provide: ChangePlan,
      useFactory: (...parts: [Database, RecordInvalidation, Leases, MeteredUse, Clock, Random]) =>
        new ChangePlan(...parts),
      inject: [DATABASE, RECORD_INVALIDATION, Leases, MeteredUse, CLOCK, RANDOM],
    },
  ],
  exports: [PlansService],
})
export class PlansModule {}
