import { IsBoolean, IsString } from 'class-validator';
import { LABEL_LENGTH_MAX } from '@latchkey/vocabulary';
import { Line, Nullable, OptionalOrNull, ShownOnce, Timestamp } from './fields.js';

/*
 * The bodies of Whatomate's surface, by the names of its document, which wraps every answer:
 * `{"status":"success","data":…}`.
 */

export class CreateWhatomateKeyRequest {
  @Line(LABEL_LENGTH_MAX)
  name!: string;

  /** Left out: the API's default lifetime; `null`: no expiry. */
  @OptionalOrNull()
  @Timestamp()
  expires_at?: string | null;
}

export class WhatomateKeyView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  /** The first eight characters behind `whm_`. */
  @IsString()
  key_prefix!: string;

  @Nullable()
  @Timestamp()
  last_used_at!: string | null;

  @Nullable()
  @Timestamp()
  expires_at!: string | null;

  /** Neither disabled nor expired. */
  @IsBoolean()
  is_active!: boolean;

  @Timestamp()
  created_at!: string;
}

export class WhatomateIssuedKey {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  /** The key itself. It is stored nowhere: `null` where the request is a repetition. */
  @ShownOnce()
  @IsString()
  key!: string | null;

  @IsString()
  key_prefix!: string;

  @Nullable()
  @Timestamp()
  expires_at!: string | null;

  @Timestamp()
  created_at!: string;
}

export class WhatomateMessage {
  @IsString()
  message!: string;
}
