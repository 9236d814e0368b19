import { Type } from 'class-transformer';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsString, ValidateNested } from 'class-validator';
import {
  ENTITLEMENTS,
  type Entitlement,
  EXCESS_KINDS,
  type ExcessKind,
  MONTH_STARTS,
  type MonthStart,
  NAME_LENGTH_MAX,
} from '@latchkey/vocabulary';
import { Line, Nullable, Optional, Slug } from './fields.js';
import { MeterUseView } from './meters.js';
import { PlanLimitsInput, PlanLimitsView } from './plan-limits.js';

/** Of the limits, `null` is no limit; left out of a new plan they are `null` too, but for 10 keys. */
class PlanInput extends PlanLimitsInput {
  /** Features; a new plan that names none has all. Without `api_access` no key opens anything. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(ENTITLEMENTS, { each: true })
  entitlements?: Entitlement[];

  /** When the month of an allowance begins: on its first day, or as the workspace began. */
  @Optional()
  @IsIn(MONTH_STARTS)
  monthStarts?: MonthStart;

  /** Whether workspaces may choose it, and leave it, themselves; a new plan that says nothing is for operators to give. */
  @Optional()
  @IsBoolean()
  selfService?: boolean;
}

export class CreatePlanRequest extends PlanInput {
  /** Fixed for the life of the plan. No two plans of an API share one. */
  @Slug()
  slug!: string;

  @Line(NAME_LENGTH_MAX)
  name!: string;
}

/** What is left out stays. */
export class UpdatePlanRequest extends PlanInput {
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  /** Whether limits that lie below what workspaces use are applied, rather than refused. */
  @Optional()
  @IsBoolean()
  acceptExcess?: boolean;
}

export class PlanView extends PlanLimitsView {
  @IsString()
  id!: string;

  @IsString()
  apiId!: string;

  @IsString()
  slug!: string;

  @IsString()
  name!: string;

  @IsIn(ENTITLEMENTS, { each: true })
  entitlements!: Entitlement[];

  /** When the month of an allowance begins: on its first day, or as the workspace began. */
  @IsIn(MONTH_STARTS)
  monthStarts!: MonthStart;

  /** Whether workspaces may choose it, and leave it, themselves. */
  @IsBoolean()
  selfService!: boolean;
}

export class PlanPage {
  @ValidateNested({ each: true })
  @Type(() => PlanView)
  data!: PlanView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** Something that a workspace has more of than it is allowed, by the name of the limit. */
export class ExcessView {
  /** `entitlements`: keys that the plan without API access refuses. `rateLimit`: keys with a faster one of their own. */
  @IsIn(EXCESS_KINDS)
  what!: ExcessKind;

  @IsInt()
  used!: number;

  @IsInt()
  allowed!: number;
}

export class WorkspaceExcessView {
  @IsString()
  workspaceId!: string;

  @ValidateNested({ each: true })
  @Type(() => ExcessView)
  excess!: ExcessView[];
}

/** A plan as it is answered when it has changed. */
export class UpdatedPlan extends PlanView {
  /** Workspaces that use more than the plan allows from now on; of many, the first 20. */
  @ValidateNested({ each: true })
  @Type(() => WorkspaceExcessView)
  inExcess!: WorkspaceExcessView[];
}

export class CapUseView {
  @IsInt()
  used!: number;

  /** `null`: no cap. */
  @Nullable()
  @IsInt()
  allowed!: number | null;
}

export class PlanUseView {
  /** Keys that are in force, or could be again. A key in its overlap shares the place of its successor. */
  @ValidateNested()
  @Type(() => CapUseView)
  keys!: CapUseView;

  @ValidateNested()
  @Type(() => CapUseView)
  devices!: CapUseView;

  /** Keys with a rate limit of their own that is faster than the workspace's: that one counts for them. */
  @IsInt()
  fasterKeys!: number;

  /** What is limited by the day or the month, as it stands now, and what comes of it. A key's own quota: with its usage. */
  @ValidateNested({ each: true })
  @Type(() => MeterUseView)
  meters!: MeterUseView[];
}

/** What a workspace is on, what holds for it, and what of that it uses. */
export class WorkspacePlanView {
  @ValidateNested()
  @Type(() => PlanView)
  plan!: PlanView;

  /** Those of the plan, and in their place what was agreed with the workspace. */
  @ValidateNested()
  @Type(() => PlanLimitsView)
  limits!: PlanLimitsView;

  @ValidateNested()
  @Type(() => PlanUseView)
  use!: PlanUseView;
}
