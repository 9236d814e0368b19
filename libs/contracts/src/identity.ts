import { IsBoolean, IsEmail, IsIn, IsString, Length, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import {
  EMAIL_LENGTH_MAX,
  NAME_LENGTH_MAX,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  STAFF_ROLES,
  type StaffRole,
} from '@latchkey/vocabulary';
import { Line, Nullable, Optional, Timestamp } from './fields.js';

export class SetupRequest {
  /** From the setup link that the server printed when it started on an empty database. */
  @IsString()
  @Length(1, 200)
  token!: string;

  @IsEmail()
  @Length(3, EMAIL_LENGTH_MAX)
  email!: string;

  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  password!: string;

  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;
}

export class SetupStatus {
  /** Whether the first operator account is still to be created. */
  @IsBoolean()
  needed!: boolean;
}

export class SignInRequest {
  @Line(EMAIL_LENGTH_MAX)
  email!: string;

  @IsString()
  @Length(1, PASSWORD_LENGTH_MAX)
  password!: string;
}

export class UserView {
  @IsString()
  id!: string;

  @IsString()
  email!: string;

  @IsString()
  name!: string;

  @IsIn(STAFF_ROLES)
  role!: StaffRole;
}

export class SignedIn {
  /** For scripts: `Authorization: Bearer`. Browsers use the cookie that comes with this answer. */
  @IsString()
  accessToken!: string;

  @Timestamp()
  expiresAt!: string;

  @ValidateNested()
  @Type(() => UserView)
  user!: UserView;
}

export class CurrentUser {
  @ValidateNested()
  @Type(() => UserView)
  user!: UserView;

  @Timestamp()
  expiresAt!: string;
}

export class CreateUserRequest {
  @IsEmail()
  @Length(3, EMAIL_LENGTH_MAX)
  email!: string;

  @Line(NAME_LENGTH_MAX)
  name!: string;

  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  password!: string;

  @IsIn(STAFF_ROLES)
  role!: StaffRole;
}

export class AccountView extends UserView {
  @Timestamp()
  createdAt!: string;

  /** From then on they cannot sign in. */
  @Nullable()
  @Timestamp()
  leftAt!: string | null;
}

export class AccountPage {
  @ValidateNested({ each: true })
  @Type(() => AccountView)
  data!: AccountView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
