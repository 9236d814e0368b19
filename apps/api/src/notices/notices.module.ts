import { Module } from '@nestjs/common';
import {
  type Clock,
  type Database,
  FireAlerts,
  Leases,
  type Random,
  TellOfKeyEnds,
  TellOfUsage,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { KeyEndSchedule } from './key-end-schedule.js';
import { UsageNoticeSchedule } from './usage-notice-schedule.js';

/** What workspaces are told of although nobody does anything: time passes, and limits fill. */
@Module({
  providers: [
    KeyEndSchedule,
    UsageNoticeSchedule,
    {
      provide: TellOfKeyEnds,
      useFactory: (...parts: [Database, FireAlerts, Clock, Random]) => new TellOfKeyEnds(...parts),
      inject: [DATABASE, FireAlerts, CLOCK, RANDOM],
    },
    {
      provide: TellOfUsage,
      useFactory: (...parts: [Database, Leases, FireAlerts]) => new TellOfUsage(...parts),
      inject: [DATABASE, Leases, FireAlerts],
    },
  ],
})
export class NoticesModule {}
