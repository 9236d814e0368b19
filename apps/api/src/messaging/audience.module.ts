import { Module } from '@nestjs/common';
import { type Clock, type Database, KeepContacts, KeepTemplates, type Random, ReadAnalytics } from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM } from '../ports.js';
import { AnalyticsController } from './analytics.controller.js';
import { AnalyticsService } from './analytics.service.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsService } from './contacts.service.js';
import { TemplatesController } from './templates.controller.js';
import { TemplatesService } from './templates.service.js';

/** Whom messages go to, what they say, and what became of them. */
@Module({
  controllers: [ContactsController, TemplatesController, AnalyticsController],
  providers: [
    ContactsService,
    TemplatesService,
    AnalyticsService,
    {
      provide: KeepContacts,
      useFactory: (...ports: [Database, Clock, Random]) => new KeepContacts(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: KeepTemplates,
      useFactory: (...ports: [Database, Clock, Random]) => new KeepTemplates(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: ReadAnalytics,
      useFactory: (...ports: [Database, Clock]) => new ReadAnalytics(...ports),
      inject: [DATABASE, CLOCK],
    },
  ],
  exports: [ContactsService],
})
export class AudienceModule {}
