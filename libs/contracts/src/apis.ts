import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  ENTITLEMENTS,
  type Entitlement,
  HOSTNAMES_MAX,
  KEY_LIFETIME_DAYS_MAX,
  MONTH_STARTS,
  type MonthStart,
  NAME_LENGTH_MAX,
  SCOPES,
  type Scope,
  SLUG_LENGTH_MAX,
  WIRE_PROFILE_NAMES,
  type WireProfileName,
} from '@latchkey/vocabulary';
import { Line, Nested, Nullable, Optional, OptionalOrNull, Timestamp } from './fields.js';
import { PlanLimitsView } from './plan-limits.js';

const HOSTNAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const HOSTNAME_MESSAGE = 'each value in hostnames must be a host name in lower case, without scheme, port or path';

export class ApiDefaultsInput {
  /** Lifetime of a key that names no expiry, in days; `null`: it does not expire. */
  @OptionalOrNull()
  @IsInt()
  @Min(1)
  @Max(KEY_LIFETIME_DAYS_MAX)
  keyLifetimeDays?: number | null;

  /** Scopes of a key that names none. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes?: Scope[];
}

export class CreateApiRequest {
  @Line(NAME_LENGTH_MAX)
  name!: string;

  @IsString()
  @Length(1, SLUG_LENGTH_MAX)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'slug must be lower-case letters and digits, joined by single hyphens',
  })
  slug!: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(HOSTNAMES_MAX)
  @ArrayUnique()
  @Matches(HOSTNAME, { each: true, message: HOSTNAME_MESSAGE })
  hostnames?: string[];

  @IsIn(WIRE_PROFILE_NAMES)
  wireProfile!: WireProfileName;

  @Optional()
  @Nested(() => ApiDefaultsInput)
  defaults?: ApiDefaultsInput;
}

export class UpdateApiRequest {
  @Optional()
  @Line(NAME_LENGTH_MAX)
  name?: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(HOSTNAMES_MAX)
  @ArrayUnique()
  @Matches(HOSTNAME, { each: true, message: HOSTNAME_MESSAGE })
  hostnames?: string[];

  @Optional()
  @Nested(() => ApiDefaultsInput)
  defaults?: ApiDefaultsInput;
}

export class ApiDefaultsView {
  @Nullable()
  @IsInt()
  keyLifetimeDays!: number | null;

  @IsIn(SCOPES, { each: true })
  scopes!: Scope[];
}

export class ApiView {
  @IsString()
  id!: string;

  @IsString()
  slug!: string;

  @IsString()
  name!: string;

  @IsString({ each: true })
  hostnames!: string[];

  @IsIn(WIRE_PROFILE_NAMES)
  wireProfile!: WireProfileName;

  @ValidateNested()
  @Type(() => ApiDefaultsView)
  defaults!: ApiDefaultsView;

  @Timestamp()
  createdAt!: string;
}

export class ApiPage {
  @ValidateNested({ each: true })
  @Type(() => ApiView)
  data!: ApiView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
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
}

export class PlanPage {
  @ValidateNested({ each: true })
  @Type(() => PlanView)
  data!: PlanView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
