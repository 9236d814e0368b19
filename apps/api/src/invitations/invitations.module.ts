import { Module } from '@nestjs/common';
import {
  AcceptInvitation,
  AttemptCounter,
  type Clock,
  type Database,
  InvitationPost,
  Invite,
  type Mailer,
  type PasswordHasher,
  type Random,
  type RecordInvalidation,
  type SecretBox,
} from '@latchkey/domain';
import type { Configuration } from '../config/configuration.js';
import {
  CLOCK,
  CONFIGURATION,
  DATABASE,
  MAILER,
  PASSWORD_HASHER,
  RANDOM,
  RECORD_INVALIDATION,
  SECRET_BOX,
} from '../ports.js';
import { AcceptanceController } from './acceptance.controller.js';
import { AcceptanceService } from './acceptance.service.js';
import { InvitationPace } from './invitation-pace.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';

@Module({
  controllers: [InvitationsController, AcceptanceController],
  providers: [
    InvitationsService,
    InvitationPace,
    AcceptanceService,
    { provide: AttemptCounter, useFactory: (clock: Clock) => new AttemptCounter(clock), inject: [CLOCK] },
    {
      provide: InvitationPost,
      // A link that is mailed leads to `PUBLIC_URL` or nowhere: the host that a request names may be anybody's.
      useFactory: (box: SecretBox, clock: Clock, random: Random, mailer: Mailer | null, { publicUrl }: Configuration) =>
        new InvitationPost(box, clock, random, mailer !== null && publicUrl !== null),
      inject: [SECRET_BOX, CLOCK, RANDOM, MAILER, CONFIGURATION],
    },
    {
      provide: Invite,
      useFactory: (...parts: [Database, InvitationPost, Clock, Random]) => new Invite(...parts),
      inject: [DATABASE, InvitationPost, CLOCK, RANDOM],
    },
    {
      provide: AcceptInvitation,
      useFactory: (...ports: [Database, RecordInvalidation, PasswordHasher, Clock, Random]) =>
        new AcceptInvitation(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, PASSWORD_HASHER, CLOCK, RANDOM],
    },
  ],
})
export class InvitationsModule {}
