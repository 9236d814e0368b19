import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, ValidateNested } from 'class-validator';
import {
  KEY_ENVIRONMENTS,
  KEY_TYPES,
  type KeyEnvironment,
  type KeyType,
  MONTH_STARTS,
  type MonthStart,
} from '@latchkey/vocabulary';
import { Identifier, Nested, Nullable, Timestamp } from './fields.js';
import { PlanLimitsView } from './plan-limits.js';

export class StatementsOfApiQuery {
  @Identifier()
  apiId!: string;
}

/** From the first moment to the first that is not in it, in UTC. */
class SpanView {
  @Timestamp()
  from!: string;

  @Timestamp()
  to!: string;
}

/** A month of the calendar, in UTC. */
export class StatementMonthView extends SpanView {
  /** Such as `2026-11`. */
  @IsString()
  month!: string;

  /** When it became final; `null`: it is open, and still changes. */
  @Nullable()
  @Timestamp()
  closedAt!: string | null;
}

export class StatementMonthPage {
  @ValidateNested({ each: true })
  @Type(() => StatementMonthView)
  data!: StatementMonthView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** A plan, and what held on it, for as long as it did within the month. */
export class StatementPlanView extends SpanView {
  @IsString()
  planId!: string;

  @IsString()
  slug!: string;

  @IsString()
  name!: string;

  @IsIn(MONTH_STARTS)
  monthStarts!: MonthStart;

  /** Those of the plan, and in their place what was agreed with the workspace. */
  @Nested(() => PlanLimitsView)
  limits!: PlanLimitsView;
}

export class StatementCountsView {
  @IsInt()
  requestsAllowed!: number;

  @IsInt()
  requestsRefused!: number;

  /** Of devices that are linked for real. */
  @IsInt()
  messages!: number;

  /** Of devices of the sandbox: they reach nobody. */
  @IsInt()
  sandboxMessages!: number;
}

/** A key that did anything in the month. */
export class StatementKeyView extends StatementCountsView {
  @IsString()
  keyId!: string;

  @IsString()
  label!: string;

  @IsIn(KEY_ENVIRONMENTS)
  environment!: KeyEnvironment;

  @IsIn(KEY_TYPES)
  type!: KeyType;
}

/** Something that the last plan of the month includes so much of. */
export class IncludedView {
  @IsInt()
  quantity!: number;

  /** `null`: without limit. */
  @Nullable()
  @IsInt()
  included!: number | null;

  /** What lies beyond. */
  @IsInt()
  overage!: number;
}

/** Messages of every key but those of the sandbox, in the allowance's own month. */
export class StatementAllowanceView extends IncludedView {
  @Timestamp()
  from!: string;

  @Timestamp()
  to!: string;
}

/** What a workspace used in a month of the calendar. */
export class StatementView extends StatementMonthView {
  @IsString()
  workspaceId!: string;

  @IsString()
  workspaceName!: string;

  @IsString()
  apiId!: string;

  @IsString()
  apiName!: string;

  /** The oldest first. */
  @ValidateNested({ each: true })
  @Type(() => StatementPlanView)
  plans!: StatementPlanView[];

  @Nested(() => StatementCountsView)
  totals!: StatementCountsView;

  /** The month of the allowance that ends in this one: another one where the plan begins it elsewhere. `null`: none yet. */
  @Nullable()
  @Nested(() => StatementAllowanceView)
  allowance!: StatementAllowanceView | null;

  /** At the end of the month; of an open one, now. */
  @Nested(() => IncludedView)
  devices!: IncludedView;

  /** The same, counted as under the cap. */
  @Nested(() => IncludedView)
  keys!: IncludedView;

  /** The oldest key first. */
  @ValidateNested({ each: true })
  @Type(() => StatementKeyView)
  lines!: StatementKeyView[];
}
