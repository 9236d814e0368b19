import { Type } from 'class-transformer';
import { IsIn, IsString, ValidateNested } from 'class-validator';
import { WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import { Email, Nullable, Timestamp } from './fields.js';

export class AddMemberRequest {
  /** Of an account that exists. */
  @Email()
  email!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;
}

export class ChangeRoleRequest {
  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;
}

export class MemberView {
  @IsString()
  userId!: string;

  @IsString()
  email!: string;

  @IsString()
  name!: string;

  @IsIn(WORKSPACE_ROLES)
  role!: WorkspaceRole;

  /** When they became a member. */
  @Timestamp()
  createdAt!: string;
}

export class MemberPage {
  @ValidateNested({ each: true })
  @Type(() => MemberView)
  data!: MemberView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
