import { Module } from '@nestjs/common';
import { type Clock, type Database, DefinePlan, Leases, type Random, type RecordInvalidation } from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { WorkspacePlanController } from './workspace-plan.controller.js';

@Module({
  controllers: [PlansController, WorkspacePlanController],
  providers: [
    PlansService,
    {
      provide: DefinePlan,
      useFactory: (...ports: [Database, RecordInvalidation, Leases, Clock, Random]) => new DefinePlan(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, Leases, CLOCK, RANDOM],
    },
  ],
})
export class PlansModule {}
