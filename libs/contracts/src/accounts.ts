import { Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsString, Length, ValidateNested } from 'class-validator';
import {
  CODE_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  NAME_LENGTH_MAX,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  STAFF_ROLES,
  type StaffRole,
} from '@latchkey/vocabulary';
import { Line, Nullable, Optional, OptionalOrNull, Secret, Timestamp } from './fields.js';

export class ChangePasswordRequest {
  @IsString()
  @Length(1, PASSWORD_LENGTH_MAX)
  currentPassword!: string;

  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  newPassword!: string;
}

export class AskPasswordResetRequest {
  @Line(EMAIL_LENGTH_MAX)
  email!: string;
}

/** The same for every address. */
export class PasswordResetAsked {
  /** Whether this installation mails links at all. Where it does not, an operator makes one. */
  @IsBoolean()
  mailsLinks!: boolean;
}

export class FinishPasswordResetRequest {
  /** What stands behind the `#` of the link. */
  @IsString()
  @Length(1, 200)
  token!: string;

  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  newPassword!: string;
}

export class PasswordResetLink {
  /** Shown only now. It works once. */
  @Secret()
  @IsString()
  link!: string;

  @Timestamp()
  expiresAt!: string;
}

export class TwoFactorCodeRequest {
  /** Of an authenticator app; to remove a second factor, also one of the recovery codes. */
  @Line(CODE_LENGTH_MAX)
  code!: string;
}

/** Shown only now. Nothing asks for it until it is confirmed. */
export class TwoFactorSecret {
  /** In base32, to be typed into an authenticator app. */
  @Secret()
  @IsString()
  secret!: string;

  /** The same for a QR code. */
  @Secret()
  @IsString()
  otpauthUri!: string;
}

/** Shown only now. Each signs in once, in the place of a code. */
export class RecoveryCodes {
  @Secret()
  @IsString({ each: true })
  @ArrayMaxSize(10)
  recoveryCodes!: string[];
}

export class UpdateUserRequest {
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  /** `null` takes it away. */
  @OptionalOrNull()
  @IsIn(STAFF_ROLES)
  role?: StaffRole | null;
}

export class SessionView {
  @IsString()
  id!: string;

  @Timestamp()
  createdAt!: string;

  @Timestamp()
  expiresAt!: string;

  /** Where the sign-in came from. */
  @Nullable()
  @IsString()
  address!: string | null;

  /** What the browser or program called itself. */
  @Nullable()
  @IsString()
  userAgent!: string | null;

  /** Whether it is the one that asks. */
  @IsBoolean()
  current!: boolean;
}

export class SessionPage {
  @ValidateNested({ each: true })
  @Type(() => SessionView)
  data!: SessionView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
