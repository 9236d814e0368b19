import { type DynamicModule, Global, Module } from '@nestjs/common';
import {
  AesSecretBox,
  Argon2PasswordHasher,
  HmacAuditSeal,
  HttpWebhookSender,
  SystemClock,
  SystemRandom,
} from '@latchkey/adapters/system';
import { type Database, tellingOfEvents, WebhookTargets } from '@latchkey/domain';
import { AlertsModule } from './alerts/alerts.module.js';
import { ApisModule } from './apis/apis.module.js';
import { AppsModule } from './apps/apps.module.js';
import { AuditModule } from './audit/audit.module.js';
import type { Configuration } from './config/configuration.js';
import { DemoSeed } from './demo/demo-seed.js';
import { GateModule } from './gate/gate.module.js';
import { HealthModule } from './health/health.module.js';
import { OtherMethods } from './http/other-methods.js';
import { IdentityModule } from './identity/identity.module.js';
import { InvitationsModule } from './invitations/invitations.module.js';
import { KeyPoliciesModule } from './key-policies/key-policies.module.js';
import { KeysModule } from './keys/keys.module.js';
import { LeaksModule } from './leaks/leaks.module.js';
import { MembersModule } from './members/members.module.js';
import { MailModule } from './mail/mail.module.js';
import { AudienceModule } from './messaging/audience.module.js';
import { MessagingModule } from './messaging/messaging.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PlansModule } from './plans/plans.module.js';
import {
  AUDIT_SEAL,
  CLOCK,
  CONFIGURATION,
  DATABASE,
  EVENT_SIGNAL,
  PASSWORD_HASHER,
  RANDOM,
  SECRET_BOX,
  SIGNING_SECRET,
  WEBHOOK_SENDER,
} from './ports.js';
import { EventSignal } from './schedule/event-signal.js';
import { SupportModule } from './support/support.module.js';
import { StatementsModule } from './statements/statements.module.js';
import { SurfacesModule } from './surfaces/surfaces.module.js';
import { UsageModule } from './usage/usage.module.js';
import { VerifyModule } from './verify/verify.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';
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
    const signal = new EventSignal();
    const targets = new WebhookTargets(configuration.webhookAllowNetworks);
    return {
      module: PortsModule,
      providers: [
        { provide: CONFIGURATION, useValue: configuration },
        { provide: DATABASE, useValue: tellingOfEvents(database, () => signal.tell()) },
        { provide: EVENT_SIGNAL, useValue: signal },
        { provide: WebhookTargets, useValue: targets },
        { provide: WEBHOOK_SENDER, useValue: new HttpWebhookSender({ targets }) },
        { provide: SIGNING_SECRET, useValue: signingSecret },
        { provide: CLOCK, useValue: new SystemClock() },
        { provide: RANDOM, useValue: new SystemRandom() },
        { provide: AUDIT_SEAL, useValue: new HmacAuditSeal(signingSecret) },
        { provide: SECRET_BOX, useValue: new AesSecretBox(signingSecret) },
        { provide: PASSWORD_HASHER, useValue: new Argon2PasswordHasher() },
      ],
      exports: [
        AUDIT_SEAL,
        CONFIGURATION,
        DATABASE,
        EVENT_SIGNAL,
        WebhookTargets,
        WEBHOOK_SENDER,
        SIGNING_SECRET,
        SECRET_BOX,
        CLOCK,
        RANDOM,
        PASSWORD_HASHER,
      ],
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
        MembersModule,
        InvitationsModule,
        AuditModule,
        KeysModule,
        KeyPoliciesModule,
        LeaksModule,
        SupportModule,
        VerifyModule,
        MessagingModule,
        SurfacesModule,
        AudienceModule,
        MailModule,
        AlertsModule,
        NoticesModule,
        UsageModule,
        StatementsModule,
        WebhooksModule,
        HealthModule,
      ],
      providers: [DemoSeed, OtherMethods],
    };
  }
}
