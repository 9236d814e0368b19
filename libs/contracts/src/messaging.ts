import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsString, Length, Matches, ValidateNested } from 'class-validator';
import {
  ACCESS_TOKEN_LENGTH_MAX,
  DEVICE_LINKS,
  DEVICE_PROVIDERS,
  DEVICE_STATUSES,
  type DeviceLink,
  type DeviceProvider,
  type DeviceStatus,
  MESSAGE_BODY_LENGTH_MAX,
  MESSAGE_FAILURE_CODES,
  MESSAGE_STATUSES,
  type MessageFailureCode,
  type MessageStatus,
  NAME_LENGTH_MAX,
  TEMPLATE_VARIABLE_LENGTH_MAX,
  TEMPLATE_VARIABLES_MAX,
} from '@latchkey/vocabulary';
import {
  Identifier,
  Line,
  ListQuery,
  Nested,
  Nullable,
  Optional,
  PhoneNumber,
  Prose,
  ShownOnce,
  Timestamp,
  YesOrNo,
} from './fields.js';
import { ActorView } from './keys.js';
import { Language, TemplateName } from './templates.js';

/** As Meta numbers accounts and telephone numbers. */
const MetaId = (): PropertyDecorator =>
  Matches(/^\d{1,32}$/, { message: '$property must be digits, as Meta gives them out' });

/** Visible ASCII, as it stands in a header. */
const AccessToken = (): PropertyDecorator =>
  Matches(new RegExp(`^[\\x21-\\x7e]{1,${ACCESS_TOKEN_LENGTH_MAX}}$`), {
    message: `accessToken must be 1 to ${ACCESS_TOKEN_LENGTH_MAX} visible characters`,
  });

export class DeviceView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsIn(DEVICE_PROVIDERS)
  provider!: DeviceProvider;

  /** Whether it is the sandbox's: its messages reach no telephone. */
  @IsBoolean()
  sandbox!: boolean;

  @IsIn(DEVICE_STATUSES)
  status!: DeviceStatus;

  @Nullable()
  @IsString()
  whatsAppBusinessId!: string | null;

  @Nullable()
  @IsString()
  whatsAppPhoneNumberId!: string | null;

  @Timestamp()
  createdAt!: string;
}

/** With the code that links it, where it is to be paired. */
export class LinkingDeviceView extends DeviceView {
  @ShownOnce()
  @IsString()
  pairingCode!: string | null;

  @Nullable()
  @Timestamp()
  pairingCodeExpiresAt!: string | null;
}

export class CreateDeviceRequest {
  @Line(NAME_LENGTH_MAX)
  name!: string;

  /** Who carries its messages. Left out, the sandbox. */
  @Optional()
  @IsIn(DEVICE_PROVIDERS)
  provider?: DeviceProvider;

  /** How a device of the sandbox is linked. Left out, it is connected from the start. */
  @Optional()
  @IsIn(DEVICE_LINKS)
  link?: DeviceLink;

  @Optional()
  @MetaId()
  whatsAppBusinessId?: string;

  /** Required for `whatsapp_cloud`. */
  @Optional()
  @MetaId()
  whatsAppPhoneNumberId?: string;

  /** Required for `whatsapp_cloud`: a token of Meta's that may send from this number. It is never answered. */
  @Optional()
  @IsString()
  @AccessToken()
  accessToken?: string;
}

export class PairDeviceRequest {
  /** The pairing code, as it was shown. */
  @IsString()
  @Length(1, 64)
  code!: string;
}

export class ReconnectDeviceRequest {
  /** In place of the one that the device has. */
  @Optional()
  @IsString()
  @AccessToken()
  accessToken?: string;
}

export class DevicePage {
  @ValidateNested({ each: true })
  @Type(() => DeviceView)
  data!: DeviceView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** Names a template by its id, or by its name and its language. */
export class TemplateUseRequest {
  @Optional()
  @Identifier()
  id?: string;

  @Optional()
  @TemplateName()
  name?: string;

  @Optional()
  @Language()
  language?: string;

  /** What stands for `{{1}}`, `{{2}}` and so on. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(TEMPLATE_VARIABLES_MAX)
  @Prose(TEMPLATE_VARIABLE_LENGTH_MAX, { each: true })
  variables?: string[];
}

export class SendMessageRequest {
  @PhoneNumber()
  to!: string;

  /** What it says, unless that comes from a template. */
  @Optional()
  @Prose(MESSAGE_BODY_LENGTH_MAX)
  body?: string;

  /** In place of a body. */
  @Optional()
  @Nested(() => TemplateUseRequest)
  template?: TemplateUseRequest;

  /** The device to send from; left out, the oldest connected one, and one of the sandbox only where there is no other. */
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

  @Timestamp()
  statusChangedAt!: string;

  /** Why it has failed; `null` unless it has. */
  @Nullable()
  @IsIn(MESSAGE_FAILURE_CODES)
  failureCode!: MessageFailureCode | null;

  /** The same for people. */
  @Nullable()
  @IsString()
  failureReason!: string | null;

  /** What the provider calls it, once it has taken it on. */
  @Nullable()
  @IsString()
  providerMessageId!: string | null;

  /** Sandbox messages reach no telephone. */
  @IsBoolean()
  sandbox!: boolean;

  @Timestamp()
  createdAt!: string;
}

/** As the workspace's people see it. */
export class MessageOfWorkspaceView extends MessageView {
  /** The key, or the person, that sent it. */
  @ValidateNested()
  @Type(() => ActorView)
  sender!: ActorView;
}

export class ListMessagesQuery extends ListQuery {
  @Optional()
  @IsIn(MESSAGE_STATUSES)
  status?: MessageStatus;

  @Optional()
  @Identifier()
  deviceId?: string;

  /** Only those of the sandbox, or only the others. */
  @Optional()
  @YesOrNo()
  sandbox?: boolean;
}

export class MessageOfWorkspacePage {
  @ValidateNested({ each: true })
  @Type(() => MessageOfWorkspaceView)
  data!: MessageOfWorkspaceView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class MessagePage {
  @ValidateNested({ each: true })
  @Type(() => MessageView)
  data!: MessageView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
