import { IsBoolean, IsIn, IsString, Length, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import {
  CODE_LENGTH_MAX,
  EMAIL_LENGTH_MAX,
  NAME_LENGTH_MAX,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  STAFF_ROLES,
  type StaffRole,
  WORKSPACE_ROLES,
  type WorkspaceRole,
} from '@latchkey/vocabulary';
import { Email, Line, Nullable, Optional, Secret, Timestamp } from './fields.js';

export class SetupRequest {
  /** From the setup link that the server printed when it started on an empty database. */
  @IsString()
  @Length(1, 200)
  token!: string;

  @Email()
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

  /** For whoever has a second factor: of their authenticator app, or one of their recovery codes. */
  @Optional()
  @Line(CODE_LENGTH_MAX)
  code?: string;
}

/** Proves again who is signed in. */
export class ConfirmRequest {
  @IsString()
  @Length(1, PASSWORD_LENGTH_MAX)
  password!: string;

  /** For whoever has a second factor: of their authenticator app, or one of their recovery codes. */
  @Optional()
  @Line(CODE_LENGTH_MAX)
  code?: string;
}

export class UserView {
  @IsString()
  id!: string;

  @IsString()
  email!: string;

  @IsString()
  name!: string;

  /** Across workspaces; `null`: they reach the workspaces that they are a member of, and no others. */
  @Nullable()
  @IsIn(STAFF_ROLES)
  role!: StaffRole | null;
}

export class MembershipView {
  @IsString()
  workspaceId!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;
}

/** Who is signed in, and where they are a member. */
export class CurrentUser {
  @ValidateNested()
  @Type(() => UserView)
  user!: UserView;

  @Timestamp()
  expiresAt!: string;

  /** When they last proved who they are. Some routes ask for the last 15 minutes: `POST /v1/auth/confirm`. */
  @Timestamp()
  confirmedAt!: string;

  /** Whether they are asked for a code when they sign in. */
  @IsBoolean()
  twoFactor!: boolean;

  /** An operator reaches every workspace, also without any. */
  @ValidateNested({ each: true })
  @Type(() => MembershipView)
  memberships!: MembershipView[];

  /** The network address that this request came from, as an IP allowlist sees it. */
  @IsString()
  address!: string;
}

export class SignedIn extends CurrentUser {
  /** For scripts: `Authorization: Bearer`. Browsers use the cookie that comes with this answer. */
  @Secret()
  @IsString()
  accessToken!: string;
}

export class CreateUserRequest {
  @Email()
  email!: string;

  @Line(NAME_LENGTH_MAX)
  name!: string;

  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  password!: string;

  /** `null` for somebody who is to be a member of workspaces, and nothing across them. */
  @Nullable()
  @IsIn(STAFF_ROLES)
  role!: StaffRole | null;
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
