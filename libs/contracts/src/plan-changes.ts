import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsString, ValidateNested } from 'class-validator';
import { type Entitlement, ENTITLEMENTS, MONTH_STARTS, type MonthStart } from '@latchkey/vocabulary';
import { Identifier, Nested, Nullable, Optional } from './fields.js';
import { MeterUseView } from './meters.js';
import { PlanLimitsView } from './plan-limits.js';
import { ExcessView, PlanView, WorkspacePlanView } from './plans.js';

export class PreviewPlanRequest {
  /** A plan of the API's catalogue. */
  @Identifier()
  planId!: string;
}

export class ChangePlanRequest extends PreviewPlanRequest {
  /** Whether a plan that lies below what is in use is applied, rather than refused. Operators only. */
  @Optional()
  @IsBoolean()
  acceptExcess?: boolean;
}

/** What holds for a workspace on a plan: what was agreed with it comes before what the plan says. */
export class PlanTermsView extends PlanLimitsView {
  @IsIn(ENTITLEMENTS, { each: true })
  entitlements!: Entitlement[];

  @IsIn(MONTH_STARTS)
  monthStarts!: MonthStart;
}

/** Something that is in the way of a smaller plan. */
export class ObstacleView extends ExcessView {
  @IsString()
  message!: string;
}

/** What a plan would change for a workspace. */
export class PlanChangeView {
  @Nested(() => PlanView)
  plan!: PlanView;

  /** Whether the workspace is on it. */
  @IsBoolean()
  isCurrent!: boolean;

  /** Whether whoever asks may move the workspace to it. */
  @IsBoolean()
  mayChoose!: boolean;

  @Nested(() => PlanTermsView)
  before!: PlanTermsView;

  @Nested(() => PlanTermsView)
  after!: PlanTermsView;

  /** What has to make room before the change, unless an operator accepts it. */
  @ValidateNested({ each: true })
  @Type(() => ObstacleView)
  obstacles!: ObstacleView[];

  /** The allowances as they would stand: what is spent of the period under way stays spent. */
  @ValidateNested({ each: true })
  @Type(() => MeterUseView)
  meters!: MeterUseView[];
}

export class PlanOptions {
  /** In the order of the catalogue. */
  @ValidateNested({ each: true })
  @Type(() => PlanChangeView)
  data!: PlanChangeView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** The plan as it holds from now on. */
export class ChangedPlan extends WorkspacePlanView {
  /** What the workspace has more of than it is allowed from now on. */
  @ValidateNested({ each: true })
  @Type(() => ExcessView)
  excess!: ExcessView[];
}
