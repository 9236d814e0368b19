import { Module } from '@nestjs/common';
import { WhatsAppCloudProvider } from '@latchkey/adapters/whatsapp-cloud';
import {
  AddDevice,
  ChangeDevice,
  type Clock,
  ConnectDevice,
  type Database,
  Leases,
  MessageAllowance,
  type MessageProviders,
  PairDevice,
  type Random,
  RemoveDevice,
  SandboxMessageProvider,
  type SecretBox,
  SendAsPerson,
  SendMessage,
  TakeMessageNews,
} from '@latchkey/domain';
import type { Configuration } from '../config/configuration.js';
import { CLOCK, CONFIGURATION, DATABASE, MESSAGE_PROVIDERS, RANDOM, SECRET_BOX } from '../ports.js';
import { DeviceLinksController } from './device-links.controller.js';
import { DeviceLinksService } from './device-links.service.js';
import { DevicesController } from './devices.controller.js';
import { MessageDispatchSchedule } from './message-dispatch-schedule.js';
import { MessagesController } from './messages.controller.js';
import { MessagingService } from './messaging.service.js';
import { WorkspaceDevicesController } from './workspace-devices.controller.js';
import { WorkspaceMessagesController } from './workspace-messages.controller.js';

@Module({
  controllers: [
    DevicesController,
    DeviceLinksController,
    MessagesController,
    WorkspaceDevicesController,
    WorkspaceMessagesController,
  ],
  providers: [
    MessagingService,
    DeviceLinksService,
    MessageDispatchSchedule,
    {
      provide: MESSAGE_PROVIDERS,
      useFactory: ({ whatsAppCloud }: Configuration): MessageProviders => ({
        sandbox: new SandboxMessageProvider(),
        whatsapp_cloud: new WhatsAppCloudProvider({ url: whatsAppCloud.url }),
      }),
      inject: [CONFIGURATION],
    },
    {
      provide: AddDevice,
      useFactory: (...ports: [Database, MessageProviders, SecretBox, Clock, Random]) => new AddDevice(...ports),
      inject: [DATABASE, MESSAGE_PROVIDERS, SECRET_BOX, CLOCK, RANDOM],
    },
    {
      provide: ChangeDevice,
      useFactory: (...ports: [Database, Clock, Random]) => new ChangeDevice(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: PairDevice,
      useFactory: (...parts: [ChangeDevice, Random]) => new PairDevice(...parts),
      inject: [ChangeDevice, RANDOM],
    },
    {
      provide: ConnectDevice,
      useFactory: (...parts: [Database, ChangeDevice, MessageProviders, SecretBox]) => new ConnectDevice(...parts),
      inject: [DATABASE, ChangeDevice, MESSAGE_PROVIDERS, SECRET_BOX],
    },
    {
      provide: RemoveDevice,
      useFactory: (changeDevice: ChangeDevice) => new RemoveDevice(changeDevice),
      inject: [ChangeDevice],
    },
    {
      provide: SendMessage,
      useFactory: (...ports: [Database, Clock, Random]) => new SendMessage(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: SendAsPerson,
      useFactory: (sendMessage: SendMessage, ...parts: [Database, Leases, Clock]) =>
        new SendAsPerson(sendMessage, new MessageAllowance(...parts)),
      inject: [SendMessage, DATABASE, Leases, CLOCK],
    },
    {
      provide: TakeMessageNews,
      useFactory: (...ports: [Database, Clock, Random]) => new TakeMessageNews(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
  ],
  exports: [MessagingService],
})
export class MessagingModule {}
