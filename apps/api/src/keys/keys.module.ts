import { Module } from '@nestjs/common';
import {
  type Api,
  ChangeKey,
  type Clock,
  type Database,
  IssueKey,
  PauseKey,
  type Random,
  type RecordInvalidation,
  RevokeKey,
  RotateKey,
  UpdateKey,
} from '@latchkey/domain';
import { WIRE_PROFILES } from '@latchkey/wire';
import { CLOCK, DATABASE, RANDOM, RECORD_INVALIDATION } from '../ports.js';
import { KeysController } from './keys.controller.js';
import { KeysService } from './keys.service.js';

const keysInherit = ({ wireProfile }: Api) => WIRE_PROFILES[wireProfile].keysInherit === true;
const formatOf = ({ wireProfile }: Api) => WIRE_PROFILES[wireProfile].secretFormat;

@Module({
  controllers: [KeysController],
  providers: [
    KeysService,
    {
      provide: IssueKey,
      useFactory: (...ports: [Database, Clock, Random]) => new IssueKey(...ports, formatOf, keysInherit),
      inject: [DATABASE, CLOCK, RANDOM],
    },
    {
      provide: ChangeKey,
      useFactory: (...ports: [Database, RecordInvalidation, Clock, Random]) => new ChangeKey(...ports),
      inject: [DATABASE, RECORD_INVALIDATION, CLOCK, RANDOM],
    },
    {
      provide: RotateKey,
      useFactory: (changeKey: ChangeKey, random: Random) => new RotateKey(changeKey, random, formatOf),
      inject: [ChangeKey, RANDOM],
    },
    ...[UpdateKey, PauseKey, RevokeKey].map((UseCase) => ({
      provide: UseCase,
      useFactory: (changeKey: ChangeKey) => new UseCase(changeKey),
      inject: [ChangeKey],
    })),
  ],
  exports: [IssueKey, KeysService],
})
export class KeysModule {}
