import { Global, Module } from '@nestjs/common';
import {
  ChangeAlertRules,
  type Clock,
  type Database,
  FindUnusualUse,
  FireAlerts,
  type Random,
  ResolveAlerts,
  SilenceAlert,
  TellOfRotations,
  TellOwners,
  UsageWriter,
  WatchRates,
  WatchUsage,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { AlertSchedule } from './alert-schedule.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsService } from './alerts.service.js';

/** Global, because limits that fill and keys that expire are alerts as well. */
@Global()
@Module({
  controllers: [AlertsController],
  providers: [
    AlertsService,
    AlertSchedule,
    {
      provide: FireAlerts,
      useFactory: (...parts: [TellOwners, Clock, Random]) => new FireAlerts(...parts),
      inject: [TellOwners, CLOCK, RANDOM],
    },
    ...[ChangeAlertRules, ResolveAlerts, SilenceAlert].map((UseCase) => ({
      provide: UseCase,
      useFactory: (...ports: [Database, Clock, Random]) => new UseCase(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    })),
    {
      provide: TellOfRotations,
      useFactory: (...parts: [Database, FireAlerts, Clock]) => new TellOfRotations(...parts),
      inject: [DATABASE, FireAlerts, CLOCK],
    },
    {
      provide: WatchUsage,
      useFactory: (database: Database, writer: UsageWriter, fireAlerts: FireAlerts, clock: Clock) =>
        new WatchUsage(database, writer, new FindUnusualUse(database, clock), fireAlerts, clock),
      inject: [DATABASE, UsageWriter, FireAlerts, CLOCK],
    },
    {
      provide: WatchRates,
      useFactory: (...parts: [Database, UsageWriter, FireAlerts, Clock, Random]) => new WatchRates(...parts),
      inject: [DATABASE, UsageWriter, FireAlerts, CLOCK, RANDOM],
    },
  ],
  exports: [FireAlerts],
})
export class AlertsModule {}
