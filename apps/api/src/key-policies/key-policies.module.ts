import { Module } from '@nestjs/common';
import {
  ApplyKeyPolicies,
  ChangeKey,
  type Clock,
  type Database,
  FindDueKeys,
  LastUses,
  type Random,
  type RecordInvalidation,
  UsageWriter,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { KeyPoliciesController } from './key-policies.controller.js';
import { KeyPoliciesService } from './key-policies.service.js';
import { KeyPolicySchedule } from './key-policy-schedule.js';

@Module({
  controllers: [KeyPoliciesController],
  providers: [
    KeyPoliciesService,
    KeyPolicySchedule,
    {
      provide: FindDueKeys,
      useFactory: (...parts: [Database, LastUses, Clock]) => new FindDueKeys(...parts),
      inject: [DATABASE, LastUses, CLOCK],
    },
    {
      provide: ChangeKey,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new ChangeKey(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    {
      provide: ApplyKeyPolicies,
      useFactory: (...parts: [Database, FindDueKeys, ChangeKey, UsageWriter]) => new ApplyKeyPolicies(...parts),
      inject: [DATABASE, FindDueKeys, ChangeKey, UsageWriter],
    },
  ],
  exports: [KeyPoliciesService],
})
export class KeyPoliciesModule {}
