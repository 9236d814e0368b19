import { Module } from '@nestjs/common';
import {
  AddDevice,
  type Clock,
  type Database,
  type MessageProvider,
  type Random,
  SandboxMessageProvider,
  SendMessage,
} from '@latchkey/domain';
import { CLOCK, DATABASE, MESSAGE_PROVIDER, RANDOM } from '../ports.js';
import { DevicesController } from './devices.controller.js';
import { MessagesController } from './messages.controller.js';
import { MessagingService } from './messaging.service.js';

@Module({
  controllers: [DevicesController, MessagesController],
  providers: [
    MessagingService,
    { provide: MESSAGE_PROVIDER, useFactory: () => new SandboxMessageProvider() },
    {
      provide: AddDevice,
      useFactory: (...ports: [Database, Clock, Random]) => new AddDevice(...ports),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: SendMessage,
      useFactory: (...ports: [Database, MessageProvider, Clock, Random]) => new SendMessage(...ports),
      inject: [DATABASE, MESSAGE_PROVIDER, CLOCK, RANDOM],
    },
  ],
})
export class MessagingModule {}
