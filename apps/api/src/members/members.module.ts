import { Module } from '@nestjs/common';
import { type Clock, type Database, ManageMembers, type Random, type RecordInvalidation } from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { KeyPoliciesModule } from '../key-policies/key-policies.module.js';
import { LeaveController } from './leave.controller.js';
import { MembersController } from './members.controller.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [KeyPoliciesModule],
  controllers: [MembersController, LeaveController],
  providers: [
    MembersService,
    {
      provide: ManageMembers,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new ManageMembers(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
  ],
  exports: [MembersService],
})
export class MembersModule {}
