import { Global, Module } from '@nestjs/common';
import { SmtpMailer } from '@latchkey/adapters/system';
import {
  type Clock,
  type Database,
  type Mailer,
  type Random,
  type SecretBox,
  SendMails,
  TellOwners,
  TellPerson,
} from '@latchkey/domain';
import type { Configuration } from '../config/configuration.js';
import { CLOCK, CONFIGURATION, DATABASE, MAILER, RANDOM, SECRET_BOX } from '../ports.js';
import { MailSchedule } from './mail-schedule.js';

/** Global, because whoever changes something may have to write to people about it. */
@Global()
@Module({
  providers: [
    MailSchedule,
    {
      provide: MAILER,
      useFactory: ({ mail }: Configuration): Mailer | null => mail && new SmtpMailer(mail),
      inject: [CONFIGURATION],
    },
    {
      provide: SendMails,
      useFactory: (database: Database, mailer: Mailer | null, secretBox: SecretBox, clock: Clock) =>
        mailer && new SendMails(database, mailer, secretBox, clock),
      inject: [DATABASE, MAILER, SECRET_BOX, CLOCK],
    },
    {
      provide: TellOwners,
      useFactory: (clock: Clock, random: Random, mailer: Mailer | null) =>
        new TellOwners(clock, random, mailer !== null),
      inject: [CLOCK, RANDOM, MAILER],
    },
    {
      provide: TellPerson,
      useFactory: (secretBox: SecretBox, clock: Clock, random: Random, mailer: Mailer | null) =>
        new TellPerson(secretBox, clock, random, mailer !== null),
      inject: [SECRET_BOX, CLOCK, RANDOM, MAILER],
    },
  ],
  exports: [MAILER, TellOwners, TellPerson],
})
export class MailModule {}
