import { Module } from '@nestjs/common';
import { GithubKeys } from '@latchkey/adapters/github';
import {
  ChangeKey,
  type Clock,
  type Database,
  EndLeakedKey,
  GuessThrottle,
  type Random,
  type RecordInvalidation,
  RevokePresentedKey,
  TakeLeakReports,
  TellOwners,
} from '@latchkey/domain';
import { SECRET_FORMATS } from '@latchkey/wire';
import type { Configuration } from '../config/configuration.js';
import { CLOCK, CONFIGURATION, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { GithubIntake } from './github-intake.service.js';
import { LeaksController } from './leaks.controller.js';
import { LeaksService } from './leaks.service.js';

/** The intake of GitHub is no controller: `serveGithubLeaks` puts it up. */
@Module({
  controllers: [LeaksController],
  providers: [
    LeaksService,
    GithubIntake,
    {
      provide: ChangeKey,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new ChangeKey(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    {
      provide: EndLeakedKey,
      useFactory: (...parts: [ChangeKey, TellOwners]) => new EndLeakedKey(...parts),
      inject: [ChangeKey, TellOwners],
    },
    {
      provide: RevokePresentedKey,
      useFactory: (throttle: GuessThrottle, endKey: EndLeakedKey, clock: Clock) =>
        new RevokePresentedKey(throttle, endKey, clock, SECRET_FORMATS),
      inject: [GuessThrottle, EndLeakedKey, CLOCK],
    },
    {
      provide: TakeLeakReports,
      useFactory: (...parts: [Database, ChangeKey, EndLeakedKey]) => new TakeLeakReports(...parts),
      inject: [DATABASE, ChangeKey, EndLeakedKey],
    },
    {
      provide: GithubKeys,
      useFactory: ({ githubKeysUrl: url }: Configuration, clock: Clock) => new GithubKeys({ url, clock }),
      inject: [CONFIGURATION, CLOCK],
    },
  ],
  exports: [EndLeakedKey],
})
export class LeaksModule {}
