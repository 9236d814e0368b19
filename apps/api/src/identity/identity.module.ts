import { Global, Module } from '@nestjs/common';
import {
  AttemptCounter,
  ChangePassword,
  type Clock,
  CreateFirstOperator,
  CreateUser,
  type Database,
  LetUserLeave,
  ManageSecondFactor,
  type PasswordHasher,
  type Random,
  type RecordInvalidation,
  ResetPassword,
  SecondFactorCodes,
  TellPerson,
  UpdateUser,
} from '@latchkey/domain';
import { CLOCK, DATABASE, PASSWORD_HASHER, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { AuthController } from './auth.controller.js';
import { IdentityService } from './identity.service.js';
import { PasswordGuesses } from './password-guesses.js';
import { PasswordsController } from './passwords.controller.js';
import { PasswordsService } from './passwords.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { SetupController } from './setup.controller.js';
import { SetupToken } from './setup-token.js';
import { TwoFactorController } from './two-factor.controller.js';
import { TwoFactorService } from './two-factor.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

const PORTS = [DATABASE, PASSWORD_HASHER, CLOCK, RANDOM];
type Ports = [Database, PasswordHasher, Clock, Random];

@Global()
@Module({
  controllers: [
    AuthController,
    PasswordsController,
    TwoFactorController,
    SessionsController,
    SetupController,
    UsersController,
  ],
  providers: [
    { provide: AttemptCounter, useFactory: (clock: Clock) => new AttemptCounter(clock), inject: [CLOCK] },
    { provide: CreateFirstOperator, useFactory: (...ports: Ports) => new CreateFirstOperator(...ports), inject: PORTS },
    { provide: CreateUser, useFactory: (...ports: Ports) => new CreateUser(...ports), inject: PORTS },
    {
      provide: LetUserLeave,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new LetUserLeave(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    {
      provide: UpdateUser,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new UpdateUser(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    {
      provide: ChangePassword,
      useFactory: (...ports: [Database, PasswordHasher, TellPerson, Clock, Random]) => new ChangePassword(...ports),
      inject: [DATABASE, PASSWORD_HASHER, TellPerson, CLOCK, RANDOM],
    },
    {
      provide: ResetPassword,
      useFactory: (...ports: [Database, PasswordHasher, TellPerson, Clock, Random]) => new ResetPassword(...ports),
      inject: [DATABASE, PASSWORD_HASHER, TellPerson, CLOCK, RANDOM],
    },
    {
      provide: ManageSecondFactor,
      useFactory: (...ports: [Database, SecondFactorCodes, TellPerson, Clock, Random]) =>
        new ManageSecondFactor(...ports),
      inject: [DATABASE, SecondFactorCodes, TellPerson, CLOCK, RANDOM],
    },
    IdentityService,
    PasswordGuesses,
    PasswordsService,
    SessionsService,
    TwoFactorService,
    UsersService,
    SetupToken,
  ],
  exports: [IdentityService, SetupToken, CreateFirstOperator],
})
export class IdentityModule {}
