import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  HOSTNAMES_MAX,
  KEY_LIFETIME_DAYS_MAX,
  LEAK_POLICIES,
  type LeakPolicy,
  NAME_LENGTH_MAX,
  SCOPES,
  type Scope,
  WIRE_PROFILE_NAMES,
  type WireProfileName,
} from '@latchkey/vocabulary';
import { Line, Nested, Nullable, Optional, OptionalOrNull, Slug, Timestamp } from './fields.js';
import { KeyPoliciesInput, KeyPoliciesView } from './key-policies.js';

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

  /** What becomes of a key that a scanner has found in public; `revoke` at first. */
  @Optional()
  @IsIn(LEAK_POLICIES)
  leakPolicy?: LeakPolicy;
}

export class CreateApiRequest {
  @Line(NAME_LENGTH_MAX)
  name!: string;

  @Slug()
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

  @Optional()
  @Nested(() => KeyPoliciesInput)
  keyPolicies?: KeyPoliciesInput;
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

  @Optional()
  @Nested(() => KeyPoliciesInput)
  keyPolicies?: KeyPoliciesInput;
}

export class ApiDefaultsView {
  @Nullable()
  @IsInt()
  keyLifetimeDays!: number | null;

  @IsIn(SCOPES, { each: true })
  scopes!: Scope[];

  @IsIn(LEAK_POLICIES)
  leakPolicy!: LeakPolicy;
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

  @ValidateNested()
  @Type(() => KeyPoliciesView)
  keyPolicies!: KeyPoliciesView;

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
