import { Module } from '@nestjs/common';
import { type Clock, CloseMonths, type Database, DrawStatement, ReadStatements, UsageWriter } from '@latchkey/domain';
import { CLOCK, DATABASE } from '../ports.js';
import { StatementSchedule } from './statement-schedule.js';
import { StatementsController } from './statements.controller.js';
import { StatementsService } from './statements.service.js';

@Module({
  controllers: [StatementsController],
  providers: [
    StatementSchedule,
    StatementsService,
    {
      provide: DrawStatement,
      useFactory: (database: Database) => new DrawStatement(database),
      inject: [DATABASE],
    },
    {
      provide: ReadStatements,
      useFactory: (...parts: [Database, UsageWriter, DrawStatement, Clock]) => new ReadStatements(...parts),
      inject: [DATABASE, UsageWriter, DrawStatement, CLOCK],
    },
    {
      provide: CloseMonths,
      useFactory: (...parts: [Database, UsageWriter, DrawStatement, Clock]) => new CloseMonths(...parts),
      inject: [DATABASE, UsageWriter, DrawStatement, CLOCK],
    },
  ],
})
export class StatementsModule {}
