import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Matches, ValidateNested } from 'class-validator';
import {
  DEVICE_STATUSES,
  type DeviceStatus,
  MESSAGE_BODY_LENGTH_MAX,
  MESSAGE_STATUSES,
  type MessageStatus,
  NAME_LENGTH_MAX,
} from '@latchkey/vocabulary';
import { Identifier, Line, Nullable, Optional, Prose, Timestamp } from './fields.js';

export class DeviceView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsIn(DEVICE_STATUSES)
  status!: DeviceStatus;

  @Timestamp()
  createdAt!: string;
}

export class CreateDeviceRequest {
  @Line(NAME_LENGTH_MAX)
  name!: string;
}

export class DevicePage {
  @ValidateNested({ each: true })
  @Type(() => DeviceView)
  data!: DeviceView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class SendMessageRequest {
  /** E.164: a plus and 7 to 15 digits. */
  @IsString()
  @Matches(/^\+[1-9]\d{6,14}$/, { message: 'to must be a telephone number in E.164 form, such as +31612345678' })
  to!: string;

  @Prose(MESSAGE_BODY_LENGTH_MAX)
  body!: string;

  /** The device to send from; left out, the workspace's oldest connected one. */
  @Optional()
  @Identifier()
  deviceId?: string;
}

export class MessageView {
  @IsString()
  id!: string;

  @IsString()
  deviceId!: string;

  @IsString()
  to!: string;

  @IsString()
  body!: string;

  @IsIn(MESSAGE_STATUSES)
  status!: MessageStatus;

  /** Sandbox messages reach no telephone. */
  @IsBoolean()
  sandbox!: boolean;

  @Timestamp()
  createdAt!: string;
}

export class MessagePage {
  @ValidateNested({ each: true })
  @Type(() => MessageView)
  data!: MessageView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
