import { Module } from '@nestjs/common';
import {
  type Clock,
  type Database,
  EndLeakedKey,
  LookUpKeys,
  type Random,
  ReadUsage,
  RevokeAtDesk,
} from '@latchkey/domain';
import { LeaksModule } from '../leaks/leaks.module.js';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { DeskThrottle } from './desk-throttle.js';
import { LeakDeskController } from './leak-desk.controller.js';
import { LeakDeskService } from './leak-desk.service.js';

@Module({
  imports: [LeaksModule],
  controllers: [LeakDeskController],
  providers: [
    LeakDeskService,
    DeskThrottle,
    {
      provide: LookUpKeys,
      useFactory: (...parts: [Database, ReadUsage, Clock, Random]) => new LookUpKeys(...parts),
      inject: [DATABASE, ReadUsage, CLOCK, RANDOM],
    },
    {
      provide: RevokeAtDesk,
      useFactory: (...parts: [Database, EndLeakedKey]) => new RevokeAtDesk(...parts),
      inject: [DATABASE, EndLeakedKey],
    },
  ],
})
export class SupportModule {}
