import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsInt, IsString, Max, Min, ValidateNested } from 'class-validator';
import {
  AUDIT_ACTIONS,
  type AuditAction,
  KEY_ENVIRONMENTS,
  KEY_STATES,
  KEY_TYPES,
  type KeyEnvironment,
  type KeyState,
  type KeyType,
  LABEL_LENGTH_MAX,
  NOTE_LENGTH_MAX,
  OVERLAP_MS_MAX,
  OVERLAP_STARTS,
  type OverlapStart,
  PLAN_LABEL_LENGTH_MAX,
  REVOCATION_REASONS,
  type RevocationReason,
  SCOPES,
  type Scope,
  SEARCH_LENGTH_MAX,
} from '@latchkey/vocabulary';
import {
  DeviceIds,
  Identifier,
  IpAllowlist,
  Line,
  ListQuery,
  Metadata,
  Nested,
  Nullable,
  Optional,
  OptionalOrNull,
  Prose,
  ShownOnce,
  Timestamp,
} from './fields.js';
import { Quota, RateLimit } from './limits.js';

export class ListKeysQuery extends ListQuery {
  @Optional()
  @IsIn(KEY_STATES)
  state?: KeyState;

  @Optional()
  @IsIn(KEY_ENVIRONMENTS)
  environment?: KeyEnvironment;

  /** Exactly this one. */
  @Optional()
  @Line(PLAN_LABEL_LENGTH_MAX)
  planLabel?: string;

  /** Found in the label, or at the visible start of the key. */
  @Optional()
  @Line(SEARCH_LENGTH_MAX)
  q?: string;
}

export class CreateKeyRequest {
  @Line(LABEL_LENGTH_MAX)
  label!: string;

  /** Left out: `test` for a sandbox key, else `live`. A sandbox key is always `test`. */
  @Optional()
  @IsIn(KEY_ENVIRONMENTS)
  environment?: KeyEnvironment;

  /** Left out: `production`. */
  @Optional()
  @IsIn(KEY_TYPES)
  type?: KeyType;

  /** Left out: the API's default scopes. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(SCOPES, { each: true })
  scopes?: Scope[];

  /** The devices that the key may touch; left out or empty: all of the workspace. */
  @Optional()
  @DeviceIds()
  deviceIds?: string[];

  /** The app that the key is bound to, for good: it is refused without that app's `X-App-Key`. */
  @OptionalOrNull()
  @Identifier()
  appId?: string | null;

  /** Addresses and CIDRs from which the key may be used; left out or empty: from anywhere. */
  @Optional()
  @IpAllowlist()
  ipAllowlist?: string[];

  /** Left out: the API's default lifetime; `null`: no expiry. */
  @OptionalOrNull()
  @Timestamp()
  expiresAt?: string | null;

  /** The key's own, within that of its workspace; `null`: the workspace's. */
  @OptionalOrNull()
  @Nested(() => RateLimit)
  rateLimit?: RateLimit | null;

  /** Shared with the successors of a rotation; `null`: none of its own. */
  @OptionalOrNull()
  @Nested(() => Quota)
  quota?: Quota | null;

  /** A tier that keys are grouped by; `null`: none. It grants and limits nothing. */
  @OptionalOrNull()
  @Line(PLAN_LABEL_LENGTH_MAX)
  planLabel?: string | null;

  @Optional()
  @Metadata()
  metadata?: Record<string, string>;
}

export class UpdateKeyRequest {
  @Optional()
  @Line(LABEL_LENGTH_MAX)
  label?: string;

  /** Replaces the list; empty: all devices of the workspace. */
  @Optional()
  @DeviceIds()
  deviceIds?: string[];

  /** Replaces the list; empty: from anywhere. */
  @Optional()
  @IpAllowlist()
  ipAllowlist?: string[];
  /** The key's own, within that of its workspace; `null`: the workspace's. */
  @OptionalOrNull()
  @Nested(() => RateLimit)
  rateLimit?: RateLimit | null;

  /** Shared with the successors of a rotation; `null`: none of its own. */
  @OptionalOrNull()
  @Nested(() => Quota)
  quota?: Quota | null;

  /** A tier that keys are grouped by; `null`: none. It grants and limits nothing. */
  @OptionalOrNull()
  @Line(PLAN_LABEL_LENGTH_MAX)
  planLabel?: string | null;

  @Optional()
  @Metadata()
  metadata?: Record<string, string>;
}

export class RevokeKeyRequest {
  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;

  @Optional()
  @Prose(NOTE_LENGTH_MAX)
  note?: string;

  /** The key works until then and is refused from that moment on. Left out: at once. */
  @Optional()
  @Timestamp()
  at?: string;
}

export class RotateKeyRequest {
  /** Left out: that of the key. */
  @Optional()
  @Line(LABEL_LENGTH_MAX)
  label?: string;

  /** How long the key goes on beside its successor; left out: a day. 0: it ends at once. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(OVERLAP_MS_MAX)
  overlapMs?: number;

  /** `first_use`: with the successor's first allowed request. Left out: `now`. */
  @Optional()
  @IsIn(OVERLAP_STARTS)
  overlapStarts?: OverlapStart;
}

export class ActorView {
  @IsIn(['user', 'key', 'system'])
  kind!: 'user' | 'key' | 'system';

  @IsString()
  id!: string;
}

/** In force from `at` on; before that, `state` is still what it was. */
export class RevocationView {
  @Timestamp()
  at!: string;

  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;

  @Nullable()
  @IsString()
  note!: string | null;

  @ValidateNested()
  @Type(() => ActorView)
  by!: ActorView;
}

export class KeyView {
  @IsString()
  id!: string;

  @IsString()
  workspaceId!: string;

  @IsString()
  label!: string;

  /** The part of the key that may be shown. */
  @IsString()
  start!: string;

  @IsString()
  last4!: string;

  @IsIn(KEY_ENVIRONMENTS)
  environment!: KeyEnvironment;

  @IsIn(KEY_TYPES)
  type!: KeyType;

  @IsIn(SCOPES, { each: true })
  scopes!: Scope[];

  /** Empty: all devices of the workspace. */
  @IsString({ each: true })
  deviceIds!: string[];

  @Nullable()
  @IsString()
  appId!: string | null;

  /** Empty: from anywhere. */
  @IsString({ each: true })
  ipAllowlist!: string[];
  /** The key's own; `null`: the one of its workspace's plan. */
  @Nullable()
  @Nested(() => RateLimit)
  rateLimit!: RateLimit | null;

  /** Shared with the successors of a rotation; `null`: none of its own. */
  @Nullable()
  @Nested(() => Quota)
  quota!: Quota | null;

  /** A tier that keys are grouped by; `null`: none. */
  @Nullable()
  @IsString()
  planLabel!: string | null;

  @Metadata()
  metadata!: Record<string, string>;

  @IsIn(KEY_STATES)
  state!: KeyState;

  @Timestamp()
  createdAt!: string;

  @ValidateNested()
  @Type(() => ActorView)
  createdBy!: ActorView;

  /** The person whose rights in the workspace, as they are at each request, are the most that the key has; `null`: nobody's. */
  @Nullable()
  @IsString()
  inheritsFrom!: string | null;

  @Nullable()
  @Timestamp()
  expiresAt!: string | null;

  @Nullable()
  @Timestamp()
  disabledAt!: string | null;

  /** Its last request that was allowed; `null`: there was none. */
  @Nullable()
  @Timestamp()
  lastUsedAt!: string | null;

  @Nullable()
  @ValidateNested()
  @Type(() => RevocationView)
  revocation!: RevocationView | null;

  /** The id of the key in whose place this one was issued. */
  @Nullable()
  @IsString()
  rotatedFrom!: string | null;

  /** The id of the key that takes the place of this one. */
  @Nullable()
  @IsString()
  replacedBy!: string | null;

  /** How long this key goes on beside its successor, from the start of the overlap. */
  @Nullable()
  @IsInt()
  overlapMs!: number | null;

  /** `null` also while the overlap waits for the successor's first use. */
  @Nullable()
  @Timestamp()
  overlapEndsAt!: string | null;
}

/** A key as it is answered once, when it is issued. */
export class IssuedKey extends KeyView {
  /** The key itself. It is stored nowhere: `null` where the request is a repetition. */
  @ShownOnce()
  @IsString()
  secret!: string | null;

  /** Only where `secret` is `null`: when the one answer with it was made. If that never arrived, rotate the key. */
  @Optional()
  @Timestamp()
  secretShownAt?: string;
}

export class KeyPage {
  @ValidateNested({ each: true })
  @Type(() => KeyView)
  data!: KeyView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** What was done to a key: the audit log without addresses. */
export class KeyTimelineEntryView {
  @Timestamp()
  at!: string;

  @IsIn(AUDIT_ACTIONS)
  action!: AuditAction;

  @ValidateNested()
  @Type(() => ActorView)
  actor!: ActorView;

  @Nullable()
  @IsString()
  reason!: string | null;
}

export class KeyTimelinePage {
  @ValidateNested({ each: true })
  @Type(() => KeyTimelineEntryView)
  data!: KeyTimelineEntryView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
