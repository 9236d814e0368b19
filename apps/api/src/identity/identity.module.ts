import { Global, Module } from '@nestjs/common';
import {
  AttemptCounter,
  type Clock,
  CreateFirstOperator,
  type Database,
  type PasswordHasher,
  type Random,
} from '@latchkey/domain';
import { CLOCK, DATABASE, PASSWORD_HASHER, RANDOM } from '../ports.js';
import { AuthController } from './auth.controller.js';
import { IdentityService } from './identity.service.js';
import { SetupController } from './setup.controller.js';
import { SetupToken } from './setup-token.js';

const PORTS = [DATABASE, PASSWORD_HASHER, CLOCK, RANDOM];
type Ports = [Database, PasswordHasher, Clock, Random];

@Global()
@Module({
  controllers: [AuthController, SetupController],
  providers: [
    { provide: AttemptCounter, useFactory: (clock: Clock) => new AttemptCounter(clock), inject: [CLOCK] },
    { provide: CreateFirstOperator, useFactory: (...ports: Ports) => new CreateFirstOperator(...ports), inject: PORTS },
    IdentityService,
    SetupToken,
  ],
  exports: [SetupToken, CreateFirstOperator],
})
export class IdentityModule {}
