import { Module } from '@nestjs/common';
import {
  type Clock,
  type Database,
  DefineWorkspace,
  Leases,
  type Random,
  type RecordInvalidation,
  UpdateWorkspace,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

@Module({
  controllers: [WorkspacesController],
  providers: [
    WorkspacesService,
    {
      provide: DefineWorkspace,
      useFactory: (...ports: [Database, Clock, Random]) => new DefineWorkspace(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: UpdateWorkspace,
      useFactory: (...ports: [Database, RecordInvalidation, Leases, Clock, Random]) => new UpdateWorkspace(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, Leases, CLOCK, RANDOM],
    },
  ],
  exports: [DefineWorkspace, WorkspacesService],
})
export class WorkspacesModule {}
