import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
  DECISION_CODES,
  type DecisionCode,
  DENY_RULES,
  type DenyRule,
  ENTITLEMENTS,
  type Entitlement,
  IP_ADDRESS_LENGTH_MAX,
  KEY_ENVIRONMENTS,
  KEY_TYPES,
  type KeyEnvironment,
  type KeyType,
  LIMIT_KINDS,
  type LimitKind,
  PATH_LENGTH_MAX,
  PRESENTED_TEXT_LENGTH_MAX,
  REQUEST_COST_MAX,
  RESOURCE_SCOPES,
  type ResourceScope,
  REVOCATION_REASONS,
  type RevocationReason,
  type Scope,
  SCOPES,
} from '@latchkey/vocabulary';
import { Identifier, Metadata, Nullable, Optional, Presented, Timestamp } from './fields.js';

/** What a service knows of a request that it was sent. */
export class VerifyKeyRequest {
  /** What the request presented as its key, as it came; `null`: nothing. */
  @Nullable()
  @Presented(PRESENTED_TEXT_LENGTH_MAX)
  key!: string | null;

  /** In capitals. Left out: `read_only` keys are refused where one of the scopes does more than read. */
  @Optional()
  @IsString()
  @Matches(/^[A-Z][A-Z-]{0,19}$/, { message: 'method must be an HTTP method in capitals, such as GET' })
  method?: string;

  /** Without effect: what a route requires is said by `scopes`. It may be sent along, and only its form is looked at. */
  @Optional()
  @IsString()
  @Length(1, PATH_LENGTH_MAX)
  @Matches(/^\/[\x21-\x7e]*$/, { message: 'path must be a path as requests have it, beginning with a slash' })
  path?: string;

  /** All of them are required; left out or empty: none. `read`, `write` and `admin` require all that they stand for. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(SCOPES.length)
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes?: Scope[];

  /** The device that the request is about. It has to be among the key's, where the key is restricted to some. */
  @Optional()
  @Identifier()
  deviceId?: string;

  /** Left out: `api_access`, without which a plan has no API at all. */
  @Optional()
  @IsIn(ENTITLEMENTS)
  entitlement?: Entitlement;

  /** How many requests it counts as; left out: 1. */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(REQUEST_COST_MAX)
  cost?: number;

  /** Where the request came from, IPv4 or IPv6. A key with an allowlist is refused where it is left out. */
  @Optional()
  @IsString()
  @Length(1, IP_ADDRESS_LENGTH_MAX)
  clientIp?: string;

  /** What the request presented as `X-App-Key`. */
  @Optional()
  @Presented(PRESENTED_TEXT_LENGTH_MAX)
  appKey?: string;

  /** For operators: the API that was called. Left out: whichever the key is of. */
  @Optional()
  @Identifier()
  apiId?: string;

  /** Only how it would be decided: nothing is spent, and no overlap begins. Left out: for real. */
  @Optional()
  @IsBoolean()
  dryRun?: boolean;
}

/** A limit that was looked at, as it stands once this request is counted, or is refused. */
export class LimitView {
  @IsIn(LIMIT_KINDS)
  kind!: LimitKind;

  @IsInt()
  limit!: number;

  /** Of the rate limit; `null` for what is counted by the UTC day or month. */
  @Nullable()
  @IsInt()
  windowMs!: number | null;

  /** Requests that would be admitted right now; messages, of `messages_per_month`. */
  @IsInt()
  remaining!: number;

  /** Until all of it is back. */
  @IsInt()
  resetMs!: number;
}

/** Whose key it is, and how far it reaches. */
export class PrincipalView {
  @IsString()
  keyId!: string;

  @IsString()
  apiId!: string;

  @IsString()
  workspaceId!: string;

  @IsString()
  label!: string;

  @IsIn(KEY_ENVIRONMENTS)
  environment!: KeyEnvironment;

  @IsIn(KEY_TYPES)
  type!: KeyType;

  /** All that the key's scopes stand for. */
  @IsIn(RESOURCE_SCOPES, { each: true })
  scopes!: ResourceScope[];

  @Nullable()
  @IsString()
  appId!: string | null;

  /** Empty: all devices of the workspace. */
  @IsString({ each: true })
  deviceIds!: string[];

  @Metadata()
  metadata!: Record<string, string>;

  @Nullable()
  @Timestamp()
  expiresAt!: string | null;

  /** The id of the key that takes the place of this one. */
  @Nullable()
  @IsString()
  replacedBy!: string | null;

  /** `null` also while the overlap waits for the successor's first use. */
  @Nullable()
  @Timestamp()
  overlapEndsAt!: string | null;
}

/** How a request with this key is decided, and why. */
export class DecisionView {
  @IsBoolean()
  allowed!: boolean;

  /** `ok`, or the one reason of the refusal. */
  @IsIn(DECISION_CODES)
  code!: DecisionCode;

  /** For people: what is wrong, and what helps. */
  @IsString()
  detail!: string;

  /** Which rule refused, where the reason has several. */
  @Nullable()
  @IsIn(DENY_RULES)
  rule!: DenyRule | null;

  /** Scopes that the key lacks, or the entitlement that its plan lacks. */
  @IsString({ each: true })
  missing!: string[];

  /** Since when this stands in the way, where it is a matter of time. */
  @Nullable()
  @Timestamp()
  since!: string | null;

  /** Of a key that was revoked. */
  @Nullable()
  @IsIn(REVOCATION_REASONS)
  revocationReason!: RevocationReason | null;

  /** When a refusal for a limit is worth another try; `null` where waiting does not help. */
  @Nullable()
  @IsInt()
  retryAfterMs!: number | null;

  /** The same in whole seconds, as `Retry-After` has them, never earlier. */
  @Nullable()
  @IsInt()
  retryAfterSeconds!: number | null;

  /** Of several of a kind, the one that is nearest to refusing. Empty where the key has none, or it did not come to that. */
  @ValidateNested({ each: true })
  @Type(() => LimitView)
  limits!: LimitView[];

  /** `null` where the key is not known. */
  @Nullable()
  @ValidateNested()
  @Type(() => PrincipalView)
  principal!: PrincipalView | null;
}
