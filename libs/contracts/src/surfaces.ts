import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Matches, ValidateNested } from 'class-validator';
import { KEY_STATES, type KeyState, MESSAGE_BODY_LENGTH_MAX } from '@latchkey/vocabulary';
import { IpAllowlist, Nested, Nullable, PhoneNumber, Prose, Timestamp } from './fields.js';
import { RevocationView } from './keys.js';
import { Quota, RateLimit } from './limits.js';
import { MessageView } from './messaging.js';

/** StartMessaging: "Settings → Security". */
export class SecuritySettings {
  /** Addresses and CIDRs from which the account's keys may be used; empty: from anywhere. */
  @IpAllowlist()
  ipAllowlist!: string[];
}

/** A number that Meta gave a business, or one of its telephone numbers. */
const MetaNumber = (): PropertyDecorator =>
  Matches(/^\d{1,32}$/, { message: '$property must be a number of at most 32 digits, in quotes' });

/** MessageSmart: a text, and the sender by the numbers that Meta knows it by. */
export class SendTextMessageRequest {
  @PhoneNumber()
  to!: string;

  @Prose(MESSAGE_BODY_LENGTH_MAX)
  body!: string;

  @IsString()
  @MetaNumber()
  whatsAppBusinessId!: string;

  @IsString()
  @MetaNumber()
  whatsAppBusinessPhoneNumberId!: string;
}

export class TextMessageView extends MessageView {
  @IsString()
  whatsAppBusinessId!: string;

  @IsString()
  whatsAppBusinessPhoneNumberId!: string;
}

export class QuotaUsageView {
  @IsInt()
  used!: number;

  @IsInt()
  remaining!: number;

  /** When the period is over, and it starts anew. */
  @Timestamp()
  resetsAt!: string;
}

/** MessageSmart: "Each API key has the following attributes". */
export class OwnKeyView {
  @IsString()
  id!: string;

  @IsString()
  label!: string;

  /** The part of the key that may be shown. */
  @IsString()
  start!: string;

  @IsString()
  last4!: string;

  @IsIn(KEY_STATES)
  state!: KeyState;

  /** `null`: the key does not expire. */
  @Nullable()
  @Timestamp()
  expiration!: string | null;

  /** Requests in a period; `null`: none of its own. */
  @Nullable()
  @Nested(() => Quota)
  quotaLimit!: Quota | null;

  @Nullable()
  @ValidateNested()
  @Type(() => QuotaUsageView)
  quotaUsage!: QuotaUsageView | null;

  /** The key's own, or that of its workspace's plan. */
  @Nullable()
  @Nested(() => RateLimit)
  rateLimit!: RateLimit | null;

  /** The tier that the key is grouped by. */
  @Nullable()
  @IsString()
  plan!: string | null;

  /** Where one is scheduled. */
  @Nullable()
  @ValidateNested()
  @Type(() => RevocationView)
  revocation!: RevocationView | null;
}
