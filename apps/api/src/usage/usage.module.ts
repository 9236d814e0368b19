import { Global, Module } from '@nestjs/common';
import {
  type Clock,
  type Database,
  LastUses,
  ListUsage,
  MeteredUse,
  type Random,
  randomText,
  ReadUsage,
  RollUpUsage,
  UsageCounter,
  UsageWriter,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { UsageController } from './usage.controller.js';
import { UsageSchedule } from './usage-schedule.js';
import { UsageService } from './usage.service.js';

const WRITER_NAME_CHARACTERS = 26;

/** Global, because every front door counts, and whoever shows a key says when it was last used. */
@Global()
@Module({
  controllers: [UsageController],
  providers: [
    UsageSchedule,
    UsageService,
    { provide: UsageCounter, useFactory: () => new UsageCounter() },
    {
      provide: UsageWriter,
      useFactory: (counter: UsageCounter, database: Database, random: Random) =>
        new UsageWriter(counter, database.usage, randomText(WRITER_NAME_CHARACTERS, random)),
      inject: [UsageCounter, DATABASE, RANDOM],
    },
    {
      provide: LastUses,
      useFactory: (...parts: [Database, UsageWriter]) => new LastUses(...parts),
      inject: [DATABASE, UsageWriter],
    },
    {
      provide: ReadUsage,
      useFactory: (...parts: [Database, UsageWriter, MeteredUse, Clock]) => new ReadUsage(...parts),
      inject: [DATABASE, UsageWriter, MeteredUse, CLOCK],
    },
    {
      provide: ListUsage,
      useFactory: (...parts: [Database, UsageWriter, Clock]) => new ListUsage(...parts),
      inject: [DATABASE, UsageWriter, CLOCK],
    },
    {
      provide: RollUpUsage,
      useFactory: (...ports: [Database, Clock]) => new RollUpUsage(...ports),
      inject: [DATABASE, CLOCK],
    },
  ],
  exports: [UsageCounter, UsageWriter, LastUses, ReadUsage],
})
export class UsageModule {}
