import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Length, Matches, ValidateNested } from 'class-validator';
import { AUDIT_ACTIONS, AUDIT_FAULTS, type AuditAction, type AuditFault, PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import { Details, Identifier, Nullable, Optional, Timestamp, UpTo } from './fields.js';
import { ActorView } from './keys.js';

/** Which entries are meant; what is left out is no condition. */
export class AuditFilterQuery {
  @Optional()
  @IsIn(AUDIT_ACTIONS)
  action?: AuditAction;

  /** The person or the key that did it, or `system`. */
  @Optional()
  @IsString()
  @Length(1, 64)
  @Matches(/^[a-z]+(_[0-9a-z]+)?$/, { message: '$property must be an id as Latchkey gives them out, or system' })
  actorId?: string;

  @Optional()
  @Identifier()
  targetId?: string;

  /** At this moment or later. */
  @Optional()
  @Timestamp()
  from?: string;

  /** Before this moment. */
  @Optional()
  @Timestamp()
  to?: string;
}

export class ListAuditQuery extends AuditFilterQuery {
  @Optional()
  @UpTo(PAGE_LIMIT_MAX)
  limit?: number;

  /** `nextCursor` of the page before. */
  @Optional()
  @IsString()
  @Length(1, 200)
  cursor?: string;
}

export class AuditEntryView {
  @IsString()
  id!: string;

  @Timestamp()
  at!: string;

  @ValidateNested()
  @Type(() => ActorView)
  actor!: ActorView;

  /** Whose right or wish the actor acted on, where it was not their own: the person whom a key inherits from, say. */
  @Nullable()
  @ValidateNested()
  @Type(() => ActorView)
  onBehalfOf!: ActorView | null;

  @IsIn(AUDIT_ACTIONS)
  action!: AuditAction;

  /** `null` for what concerns no single workspace. */
  @Nullable()
  @IsString()
  workspaceId!: string | null;

  @IsString()
  targetId!: string;

  /** What of it was otherwise before; never a secret. */
  @Nullable()
  @Details()
  before!: object | null;

  @Nullable()
  @Details()
  after!: object | null;

  @Nullable()
  @IsString()
  reason!: string | null;

  /** The client's network address. */
  @Nullable()
  @IsString()
  address!: string | null;

  @Nullable()
  @IsString()
  requestId!: string | null;

  /** The entry's place in its chain, from 1 without a gap; `null` for entries from before there were chains. */
  @Nullable()
  @IsInt()
  sequence!: number | null;

  /** SHA-256, in hexadecimal, of the entry without its hash and with `previousHash`, as canonical JSON (RFC 8785). */
  @Nullable()
  @IsString()
  hash!: string | null;
}

export class AuditPage {
  @ValidateNested({ each: true })
  @Type(() => AuditEntryView)
  data!: AuditEntryView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class VerifyAuditQuery {
  /** `nextCursor` of the look before. */
  @Optional()
  @IsString()
  @Length(1, 400)
  cursor?: string;
}

/** A place in a chain. */
export class ChainLinkView {
  @IsInt()
  sequence!: number;

  @IsString()
  hash!: string;
}

export class BrokenEntryView {
  @IsInt()
  sequence!: number;

  /** `null` where it is gone, or where it is no entry that is wrong. */
  @Nullable()
  @IsString()
  id!: string | null;

  @IsIn(AUDIT_FAULTS)
  why!: AuditFault;
}

/** What a look at a chain has found: as far as it came, where the chain is long. */
export class AuditChainView {
  /** `null`: the chain of what concerns no single workspace. */
  @Nullable()
  @IsString()
  workspaceId!: string | null;

  /** Whether this look has come to the end of the chain, and nothing was broken. */
  @IsBoolean()
  verified!: boolean;

  /** The last entry up to which everything fits. */
  @IsInt()
  verifiedThrough!: number;

  /** How many entries this look has verified. */
  @IsInt()
  entries!: number;

  /** Where the chain ends, to be noted elsewhere; `null`: it has not begun. */
  @Nullable()
  @ValidateNested()
  @Type(() => ChainLinkView)
  head!: ChainLinkView | null;

  /** Up to here entries were removed for their age; 0: none were. */
  @ValidateNested()
  @Type(() => ChainLinkView)
  checkpoint!: ChainLinkView;

  /** Entries from before there were chains, which nothing proves. */
  @IsInt()
  unchained!: number;

  /** The first thing that is wrong. */
  @Nullable()
  @ValidateNested()
  @Type(() => BrokenEntryView)
  firstBroken!: BrokenEntryView | null;
}

/** Of a long chain a part: `nextCursor` leads on. */
export class AuditVerification extends AuditChainView {
  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

/** Of all chains, a part at a time: the last one may go on with `nextCursor`. */
export class AuditVerificationPage {
  @ValidateNested({ each: true })
  @Type(() => AuditChainView)
  data!: AuditChainView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
