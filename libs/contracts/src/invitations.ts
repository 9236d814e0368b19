import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Length, ValidateNested } from 'class-validator';
import {
  INVITATION_STATES,
  INVITATION_TOKEN_LENGTH_MAX,
  type InvitationState,
  NAME_LENGTH_MAX,
  PASSWORD_LENGTH_MAX,
  PASSWORD_LENGTH_MIN,
  WORKSPACE_ROLES,
  type WorkspaceRole,
} from '@latchkey/vocabulary';
import { Email, Line, Nullable, Optional, Presented, ShownOnce, Timestamp } from './fields.js';
import { CurrentUser } from './identity.js';
import { ActorView } from './keys.js';

export class CreateInvitationRequest {
  /** With an account or without. */
  @Email()
  email!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;
}

export class InvitationView {
  @IsString()
  id!: string;

  @IsString()
  workspaceId!: string;

  @IsString()
  email!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;

  @IsIn(INVITATION_STATES)
  state!: InvitationState;

  /** Whoever made its link, which is good as long as they may still give this role. */
  @ValidateNested()
  @Type(() => ActorView)
  invitedBy!: ActorView;

  @Timestamp()
  createdAt!: string;

  @Timestamp()
  expiresAt!: string;
}

/** An invitation as it is answered when a link to it is made. */
export class IssuedInvitation extends InvitationView {
  /** Whether the link goes by mail, to the one who is invited. */
  @IsBoolean()
  mailed!: boolean;

  /** To be passed on to them. `null` where it goes by mail, and where the request is a repetition. */
  @ShownOnce()
  @IsString()
  link!: string | null;

  /** Only where `link` was shown before: when that was. If that answer never arrived, resend the invitation. */
  @Optional()
  @Timestamp()
  linkShownAt?: string;
}

export class InvitationPage {
  @ValidateNested({ each: true })
  @Type(() => InvitationView)
  data!: InvitationView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class PreviewInvitationRequest {
  /** What the link has behind its `#token=`. */
  @Presented(INVITATION_TOKEN_LENGTH_MAX)
  token!: string;
}

export class InvitationPreview {
  @IsString()
  workspaceName!: string;

  @IsString()
  email!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;

  /** Whether to sign in before accepting; else accepting creates the account. */
  @IsBoolean()
  accountExists!: boolean;

  @Timestamp()
  expiresAt!: string;
}

export class AcceptInvitationRequest extends PreviewInvitationRequest {
  /** Needed where the address has no account. */
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  /** Needed where the address has no account. */
  @Optional()
  @IsString()
  @Length(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX)
  password?: string;
}

export class AcceptedInvitation extends CurrentUser {
  @IsString()
  workspaceId!: string;

  /** Of the session of a new account, as signing in answers it; `null` where the session that asked goes on. */
  @ShownOnce()
  @IsString()
  accessToken!: string | null;
}
