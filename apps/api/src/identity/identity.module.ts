import { Global, Module } from '@nestjs/common';
import {
  AttemptCounter,
  type Clock,
  CreateFirstOperator,
  CreateUser,
  type Database,
  LetUserLeave,
  type PasswordHasher,
  type Random,
} from '@latchkey/domain';
import { CLOCK, DATABASE, PASSWORD_HASHER, RANDOM } from '../ports.js';
import { AuthController } from './auth.controller.js';
import { IdentityService } from './identity.service.js';
import { SetupController } from './setup.controller.js';
import { SetupToken } from './setup-token.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

const PORTS = [DATABASE, PASSWORD_HASHER, CLOCK, RANDOM];
type Ports = [Database, PasswordHasher, Clock, Random];

@Global()
@Module({
  controllers: [AuthController, SetupController, UsersController],
  providers: [
    { provide: AttemptCounter, useFactory: (clock: Clock) => new AttemptCounter(clock), inject: [CLOCK] },
    { provide: CreateFirstOperator, useFactory: (...ports: Ports) => new CreateFirstOperator(...ports), inject: PORTS },
    { provide: CreateUser, useFactory: (...ports: Ports) => new CreateUser(...ports), inject: PORTS },
    {
      provide: LetUserLeave,
      useFactory: (...ports: [Database, Clock, Random]) => new LetUserLeave(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    IdentityService,
    UsersService,
    SetupToken,
  ],
  exports: [SetupToken, CreateFirstOperator],
})
export class IdentityModule {}
