import { Module } from '@nestjs/common';
import { type Clock, type Database, DefineApi, type Random, type RecordInvalidation } from '@latchkey/domain';
import { WIRE_PROFILES } from '@latchkey/wire';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { ApisController } from './apis.controller.js';
import { ApisService } from './apis.service.js';
import { WorkspaceApiController } from './workspace-api.controller.js';

@Module({
  controllers: [ApisController, WorkspaceApiController],
  providers: [
    ApisService,
    {
      provide: DefineApi,
      useFactory: (database: Database, invalidation: RecordInvalidation, clock: Clock, random: Random) =>
        new DefineApi(database, invalidation, clock, random, (profile) => WIRE_PROFILES[profile].template),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
  ],
  exports: [DefineApi],
})
export class ApisModule {}
