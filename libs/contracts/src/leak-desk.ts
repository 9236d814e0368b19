import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Matches,
  ValidateNested,
} from 'class-validator';
import {
  AUDIT_ACTIONS,
  type AuditAction,
  DESK_OUTCOMES,
  DESK_REVOCATIONS_MAX,
  type DeskOutcome,
  NOTE_LENGTH_MAX,
  RESOURCE_SCOPES,
  type ResourceScope,
  REVOCATION_REASONS,
  type RevocationReason,
  TICKET_LENGTH_MAX,
  VISIBLE_START_LENGTH_MAX,
  VISIBLE_START_LENGTH_MIN,
} from '@latchkey/vocabulary';
import { Line, Nullable, Optional, Prose, Timestamp } from './fields.js';
import { ActorView, KeyView } from './keys.js';
import { KeyUsage } from './usage.js';

const NEVER_WHOLE = "Never send a whole key: hash it where it is, printf %s 'THE KEY' | sha256sum, and send sha256";
const START = new RegExp(`^[!-~]{${VISIBLE_START_LENGTH_MIN},${VISIBLE_START_LENGTH_MAX}}$`);
const START_MESSAGE = `start must be the first ${VISIBLE_START_LENGTH_MIN} to ${VISIBLE_START_LENGTH_MAX} characters of a key. ${NEVER_WHOLE}`;
const SHA256 = /^[0-9a-fA-F]{64}$/;
const KEY_ID = /^key_[0-9a-z]{26}$/;

/** Exactly one of these. */
export class LookUpKeysRequest {
  /** SHA-256 of the key in hex, as `printf %s 'THE KEY' | sha256sum` prints it. */
  @Optional()
  @IsString()
  @Matches(SHA256, { message: `sha256 must be 64 hex digits. ${NEVER_WHOLE}` })
  sha256?: string;

  /** What can be seen of the key, from its first character on. It may fit several keys. */
  @Optional()
  @IsString()
  @Matches(START, { message: START_MESSAGE })
  start?: string;

  @Optional()
  @IsString()
  @Matches(KEY_ID, { message: `keyId must be the id of a key. ${NEVER_WHOLE}` })
  keyId?: string;
}

export class FoundWorkspaceView {
  @IsString()
  id!: string;

  @IsString()
  name!: string;

  @IsBoolean()
  suspended!: boolean;

  /** Holds beside that of the key. Empty: from anywhere. */
  @IsString({ each: true })
  ipAllowlist!: string[];
}

export class FoundApiView {
  @IsString()
  id!: string;

  @IsString()
  slug!: string;

  @IsString()
  name!: string;
}

export class FoundCreatorView {
  @IsString()
  id!: string;

  @IsString()
  email!: string;

  @IsString()
  name!: string;

  @Nullable()
  @Timestamp()
  leftAt!: string | null;
}

/** An entry of the audit log about the key. */
export class TimelineEntryView {
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

  /** The network address that it came from. */
  @Nullable()
  @IsString()
  address!: string | null;
}

export class FoundKeyView {
  @ValidateNested()
  @Type(() => KeyView)
  key!: KeyView;

  @ValidateNested()
  @Type(() => FoundWorkspaceView)
  workspace!: FoundWorkspaceView;

  @ValidateNested()
  @Type(() => FoundApiView)
  api!: FoundApiView;

  /** `null`: no person has created it. */
  @Nullable()
  @ValidateNested()
  @Type(() => FoundCreatorView)
  creator!: FoundCreatorView | null;

  /** All that the key may do at this moment, one by one; of a `read_only` key, the reading of it. */
  @IsIn(RESOURCE_SCOPES, { each: true })
  scopes!: ResourceScope[];

  /** The last 30 days, by the day. */
  @ValidateNested()
  @Type(() => KeyUsage)
  usage!: KeyUsage;

  /** The newest entries, the newest first. */
  @ValidateNested({ each: true })
  @Type(() => TimelineEntryView)
  timeline!: TimelineEntryView[];
}

export class FoundKeys {
  /** The newest first. */
  @ValidateNested({ each: true })
  @Type(() => FoundKeyView)
  data!: FoundKeyView[];

  /** More keys than these begin like that: more characters tell them apart. */
  @IsBoolean()
  hasMore!: boolean;
}

export class RevokeAtDeskRequest {
  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;

  /** Where the case is kept, by its name there. It becomes part of the note. */
  @Optional()
  @Line(TICKET_LENGTH_MAX)
  ticket?: string;

  /** Whoever owns the workspace reads it. */
  @Optional()
  @Prose(NOTE_LENGTH_MAX)
  note?: string;
}

/** Exactly one of `keyIds` and `sha256s`. */
export class RevokeKeysAtDeskRequest {
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(DESK_REVOCATIONS_MAX)
  @ArrayUnique()
  @Matches(KEY_ID, { each: true, message: `each value in keyIds must be the id of a key. ${NEVER_WHOLE}s` })
  keyIds?: string[];

  /** As in a look-up. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(DESK_REVOCATIONS_MAX)
  @ArrayUnique()
  @Matches(SHA256, { each: true, message: `each value in sha256s must be 64 hex digits. ${NEVER_WHOLE}s` })
  sha256s?: string[];

  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;

  /** Where the case is kept, by its name there. It becomes part of each note. */
  @Line(TICKET_LENGTH_MAX)
  ticket!: string;

  /** Whoever owns the workspaces reads it. */
  @Optional()
  @Prose(NOTE_LENGTH_MAX)
  note?: string;
}

export class DeskRevocationView {
  /** `null`: there is no such key. */
  @Nullable()
  @IsString()
  keyId!: string | null;

  /** `already`: it was revoked before, and that stands. */
  @IsIn(DESK_OUTCOMES)
  outcome!: DeskOutcome;
}

export class DeskRevocations {
  /** In the order in which they were asked for. */
  @ValidateNested({ each: true })
  @Type(() => DeskRevocationView)
  data!: DeskRevocationView[];
}
