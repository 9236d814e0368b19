import { Type } from 'class-transformer';
import { IsBoolean, IsString, ValidateNested } from 'class-validator';
import { NAME_LENGTH_MAX, SEARCH_LENGTH_MAX } from '@latchkey/vocabulary';
import { Nested, Identifier, IpAllowlist, Line, ListQuery, Nullable, Optional, Timestamp } from './fields.js';
import { PlanLimitsInput, PlanLimitsView } from './plan-limits.js';
import { ExcessView } from './plans.js';

export class ListWorkspacesQuery extends ListQuery {
  @Optional()
  @Identifier()
  apiId?: string;

  /** What the name begins with, in upper or lower case. */
  @Optional()
  @Line(SEARCH_LENGTH_MAX)
  q?: string;
}

export class CreateWorkspaceRequest {
  @Identifier()
  apiId!: string;

  @Line(NAME_LENGTH_MAX)
  name!: string;

  /** A plan of the API's catalogue; left out, the first that includes `api_access`. */
  @Optional()
  @Identifier()
  planId?: string;
}

export class UpdateWorkspaceRequest {
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  @Optional()
  @Identifier()
  planId?: string;

  /** A suspended workspace's keys are refused until it is no longer suspended. */
  @Optional()
  @IsBoolean()
  suspended?: boolean;

  /** Replaces the list, which counts beside each key's own; empty: from anywhere. */
  @Optional()
  @IpAllowlist()
  ipAllowlist?: string[];
  /** What an operator has agreed with this workspace, in the place of what its plan says. */
  @Optional()
  @Nested(() => PlanLimitsInput)
  overrides?: PlanLimitsInput;

  /** Whether a plan, or overrides, that lie below what is in use are applied, rather than refused. */
  @Optional()
  @IsBoolean()
  acceptExcess?: boolean;
}

export class WorkspaceView {
  @IsString()
  id!: string;

  @IsString()
  apiId!: string;

  @IsString()
  name!: string;

  @IsString()
  planId!: string;

  @IsBoolean()
  suspended!: boolean;

  /** Empty: from anywhere. */
  @IsString({ each: true })
  ipAllowlist!: string[];
  @ValidateNested()
  @Type(() => PlanLimitsView)
  overrides!: PlanLimitsView;

  @Timestamp()
  createdAt!: string;
}

/** A workspace as it is answered when it has changed. */
export class UpdatedWorkspace extends WorkspaceView {
  /** What it has more of than it is allowed from now on. */
  @ValidateNested({ each: true })
  @Type(() => ExcessView)
  excess!: ExcessView[];
}

export class WorkspacePage {
  @ValidateNested({ each: true })
  @Type(() => WorkspaceView)
  data!: WorkspaceView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
