import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Argon2PasswordHasher, SystemClock, SystemRandom } from '@latchkey/adapters/system';
import type { Database } from '@latchkey/domain';
import { ApisModule } from './apis/apis.module.js';
import { AppsModule } from './apps/apps.module.js';
import type { Configuration } from './config/configuration.js';
import { DemoSeed } from './demo/demo-seed.js';
import { GateModule } from './gate/gate.module.js';
import { HealthModule } from './health/health.module.js';
import { OtherMethods } from './http/other-methods.js';
import { IdentityModule } from './identity/identity.module.js';
import { KeyPoliciesModule } from './key-policies/key-policies.module.js';
import { KeysModule } from './keys/keys.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { PlansModule } from './plans/plans.module.js';
import { CLOCK, CONFIGURATION, DATABASE, PASSWORD_HASHER, RANDOM, SIGNING_SECRET } from './ports.js';
import { UsageModule } from './usage/usage.module.js';
import { VerifyModule } from './verify/verify.module.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

export interface Adapters {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly signingSecret: string;
}

/** Binds the domain's ports to their adapters, for every feature. */
@Global()
@Module({})
class PortsModule {
  static bind({ configuration, database, signingSecret }: Adapters): DynamicModule {
    return {
      module: PortsModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: DATABASE, useValue: database },
        { provide: SIGNING_SECRET, useValue: signingSecret },
        { provide: CLOCK, useValue: new SystemClock() },
        { provide: RANDOM, useValue: new SystemRandom() },
        { provide: PASSWORD_HASHER, useValue: new Argon2PasswordHasher() },
      ],
      exports: [CONFIGURATION, DATABASE, SIGNING_SECRET, CLOCK, RANDOM, PASSWORD_HASHER],
    };
  }
}

@Module({})
export class AppModule {
  static with(adapters: Adapters): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PortsModule.bind(adapters),
        GateModule,
        IdentityModule,
        ApisModule,
        PlansModule,
        WorkspacesModule,
        AppsModule,
        KeysModule,
        KeyPoliciesModule,
        VerifyModule,
        MessagingModule,
        UsageModule,
        HealthModule,
      ],
      providers: [DemoSeed, OtherMethods],
    };
  }
}
