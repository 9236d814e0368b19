import { Module } from '@nestjs/common';
import { type Clock, type Database, DefineApp, type Random, type RecordInvalidation } from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { AppsController } from './apps.controller.js';
import { AppsService } from './apps.service.js';

@Module({
  controllers: [AppsController],
  providers: [
    AppsService,
    {
      provide: DefineApp,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new DefineApp(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
  ],
})
export class AppsModule {}
