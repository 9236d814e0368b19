import { Global, Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import {
  ChangeKey,
  type Clock,
  DashboardSessions,
  type Database,
  GuessThrottle,
  IdempotentRequests,
  KeyGate,
  Leases,
  MeteredUse,
  type PasswordHasher,
  type Random,
  RecordCache,
  type RecordInvalidation,
  SecondFactorCodes,
  type SecretBox,
  StartOverlap,
  UsageCounter,
} from '@latchkey/domain';
import { CLOCK, DATABASE, PASSWORD_HASHER, RANDOM, RECORD_INVALIDATION, SECRET_BOX } from '../ports.js';
import { ApiDirectory } from './api-directory.js';
import { BearerStrategy, XApiKeyStrategy } from './credential-strategies.js';
import { Gate } from './gate.service.js';
import { Repetitions } from './repetitions.service.js';
import { Organizations } from './organizations.service.js';
import { SessionCallers } from './session-callers.service.js';
import { SessionTokens } from './session-tokens.js';
import { SignedInPerson } from './signed-in-person.js';

/** About a kilobyte each. */
const RECORDS_MAX = 100_000;

/** One instance: dropping what this process holds is all there is to do. */
const inProcessInvalidation = (records: RecordCache, directory: ApiDirectory): RecordInvalidation => ({
  keyChanged: async (sha256, outcome) => records.dropKey(sha256, outcome),
  workspaceChanged: async (workspaceId, outcome) => records.dropWorkspace(workspaceId, outcome),
  planChanged: async (planId, outcome) => records.dropPlan(planId, outcome),
  personChanged: async (userId, outcome) => records.dropPerson(userId, outcome),
  apisChanged: async (outcome) => directory.drop(outcome),
});

@Global()
@Module({
  imports: [PassportModule],
  providers: [
    ApiDirectory,
    BearerStrategy,
    XApiKeyStrategy,
    Gate,
    Repetitions,
    Organizations,
    SessionCallers,
    SessionTokens,
    SignedInPerson,
    {
      provide: IdempotentRequests,
      useFactory: (...ports: [Database, Clock, Random]) => new IdempotentRequests(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: DashboardSessions,
      useFactory: (...ports: [Database, PasswordHasher, Clock, Random, SecondFactorCodes]) =>
        new DashboardSessions(...ports),
      inject: [DATABASE, PASSWORD_HASHER, CLOCK, RANDOM, SecondFactorCodes],
    },
    {
      provide: SecondFactorCodes,
      useFactory: (...ports: [SecretBox, Clock, Random]) => new SecondFactorCodes(...ports),
      inject: [SECRET_BOX, CLOCK, RANDOM],
    },
    {
      provide: RecordCache,
      useFactory: (database: Database) =>
        new RecordCache({
          recordsMax: RECORDS_MAX,
          load: (sha256) => database.keys.recordOf(sha256),
          loadSettled: (sha256) => database.keys.settledRecordOf(sha256),
        }),
      inject: [DATABASE],
    },
    {
      provide: MeteredUse,
      useFactory: (...parts: [Leases, Clock]) => new MeteredUse(...parts),
      inject: [Leases, CLOCK],
    },
    { provide: Leases, useFactory: ({ meters }: Database) => new Leases(meters), inject: [DATABASE] },
    {
      provide: KeyGate,
      useFactory: (...parts: [RecordCache, Clock, Leases, StartOverlap, UsageCounter]) => new KeyGate(...parts),
      inject: [RecordCache, CLOCK, Leases, StartOverlap, UsageCounter],
    },
    {
      provide: GuessThrottle,
      useFactory: (gate: KeyGate, records: RecordCache, clock: Clock) => new GuessThrottle(gate, records, clock),
      inject: [KeyGate, RecordCache, CLOCK],
    },
    {
      provide: StartOverlap,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) =>
        new StartOverlap(new ChangeKey(...ports)),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    { provide: RECORD_INVALIDATION, useFactory: inProcessInvalidation, inject: [RecordCache, ApiDirectory] },
  ],
  exports: [
    Gate,
    GuessThrottle,
    KeyGate,
    Leases,
    MeteredUse,
    ApiDirectory,
    Repetitions,
    SessionCallers,
    SessionTokens,
    SignedInPerson,
    DashboardSessions,
    SecondFactorCodes,
    RECORD_INVALIDATION,
  ],
})
export class GateModule {}
