import { Module } from '@nestjs/common';
import {
  ChangeWebhook,
  type Clock,
  type Database,
  DefineWebhook,
  PauseWebhook,
  type Random,
  RotateWebhookSecret,
  type SecretBox,
  TellWebhook,
  WebhookTargets,
} from '@latchkey/domain';
import { CLOCK, DATABASE, RANDOM, SECRET_BOX } from '../ports.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { WebhookSchedule } from './webhook-schedule.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [
    WebhooksService,
    DeliveriesService,
    WebhookSchedule,
    {
      provide: ChangeWebhook,
      useFactory: (...ports: [Database, Clock, Random]) => new ChangeWebhook(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: DefineWebhook,
      useFactory: (...parts: [Database, ChangeWebhook, WebhookTargets, SecretBox, Clock, Random]) =>
        new DefineWebhook(...parts),
      inject: [DATABASE, ChangeWebhook, WebhookTargets, SECRET_BOX, CLOCK, RANDOM],
    },
    {
      provide: RotateWebhookSecret,
      useFactory: (...parts: [ChangeWebhook, SecretBox, Random]) => new RotateWebhookSecret(...parts),
      inject: [ChangeWebhook, SECRET_BOX, RANDOM],
    },
    ...[PauseWebhook, TellWebhook].map((UseCase) => ({
      provide: UseCase,
      useFactory: (...parts: [ChangeWebhook, Clock, Random]) => new UseCase(...parts),
      inject: [ChangeWebhook, CLOCK, RANDOM],
    })),
  ],
})
export class WebhooksModule {}
