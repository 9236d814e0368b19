import { Global, Module } from '@nestjs/common';
import { ThrottlerModule, ThrottlerStorage } from '@nestjs/throttler';
import { type Clock, CreateFirstOperator, type Database, type PasswordHasher, type Random } from '@latchkey/domain';
import { CLOCK, DATABASE, PASSWORD_HASHER, RANDOM } from '../ports.js';
import { AttemptCounter } from './attempt-counter.js';
import { AuthController } from './auth.controller.js';
import { IdentityService } from './identity.service.js';
import { SetupController } from './setup.controller.js';
import { SetupToken } from './setup-token.js';
import { SIGN_IN_THROTTLERS } from './sign-in-throttle.js';

const PORTS = [DATABASE, PASSWORD_HASHER, CLOCK, RANDOM];
type Ports = [Database, PasswordHasher, Clock, Random];

@Global()
@Module({
  imports: [ThrottlerModule.forRoot(SIGN_IN_THROTTLERS)],
  controllers: [AuthController, SetupController],
  providers: [
    AttemptCounter,
    { provide: ThrottlerStorage, useExisting: AttemptCounter },
    { provide: CreateFirstOperator, useFactory: (...ports: Ports) => new CreateFirstOperator(...ports), inject: PORTS },
    IdentityService,
    SetupToken,
  ],
  exports: [SetupToken, CreateFirstOperator],
})
export class IdentityModule {}
