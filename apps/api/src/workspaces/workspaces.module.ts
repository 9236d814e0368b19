import { Module } from '@nestjs/common';
import { type Clock, type Database, DefineWorkspace, type Random, type RecordInvalidation } from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesService } from './workspaces.service.js';

type Ports = [Database, RecordInvalidation, Clock, Random];

@Module({
  controllers: [WorkspacesController],
  providers: [
    WorkspacesService,
    {
      provide: DefineWorkspace,
      useFactory: (...ports: Ports) => new DefineWorkspace(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
  ],
  exports: [DefineWorkspace],
})
export class WorkspacesModule {}
