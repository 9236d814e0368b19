import { Global, Module } from '@nestjs/common';
import {
  type Clock,
  type Database,
  LastUses,
  type Random,
  randomText,
  RollUpUsage,
  UsageCounter,
  UsageWriter,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { UsageSchedule } from './usage-schedule.js';

const WRITER_NAME_CHARACTERS = 26;

/** Global, because every front door counts, and whoever shows a key says when it was last used. */
@Global()
@Module({
  providers: [
    UsageSchedule,
    { provide: UsageCounter, useFactory: () => new UsageCounter() },
    {
      provide: UsageWriter,
      useFactory: (counter: UsageCounter, database: Database, random: Random) =>
        new UsageWriter(counter, database.usage, randomText(WRITER_NAME_CHARACTERS, random)),
      inject: [UsageCounter, DATABASE, RANDOM],
    },
    {
      provide: LastUses,
      useFactory: (database: Database, writer: UsageWriter) => new LastUses(database, writer),
      inject: [DATABASE, UsageWriter],
    },
    {
      provide: RollUpUsage,
      useFactory: (database: Database, clock: Clock) => new RollUpUsage(database, clock),
      inject: [DATABASE, CLOCK],
    },
  ],
  exports: [UsageCounter, LastUses],
})
export class UsageModule {}
