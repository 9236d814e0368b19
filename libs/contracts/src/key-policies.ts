import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import {
  KEY_POLICIES,
  type KeyPolicyName,
  PAGE_LIMIT_MAX,
  POLICY_ACTS,
  POLICY_CLOCKS,
  POLICY_DAYS_MAX,
  type PolicyAct,
  type PolicyClock,
  REVOCATION_REASONS,
  type RevocationReason,
} from '@latchkey/vocabulary';
import { Nested, Nullable, Optional, OptionalOrNull, Timestamp } from './fields.js';

export class DaysPolicy {
  /** Of 24 hours each. */
  @IsInt()
  @Min(1)
  @Max(POLICY_DAYS_MAX)
  afterDays!: number;

  @IsIn(POLICY_ACTS)
  act!: PolicyAct;
}

export class OwnerLeftPolicy {
  @IsIn(POLICY_ACTS)
  act!: PolicyAct;
}

/** What Latchkey does with keys by itself. One that is left out stays as it is, and is off at first; `null` turns it off. */
export class KeyPoliciesInput {
  /** With a key that was not used for so long. */
  @OptionalOrNull()
  @Nested(() => DaysPolicy)
  unused?: DaysPolicy | null;

  /** With a key that was created so long ago. */
  @OptionalOrNull()
  @Nested(() => DaysPolicy)
  age?: DaysPolicy | null;

  /** With a key whose creator has left. */
  @OptionalOrNull()
  @Nested(() => OwnerLeftPolicy)
  ownerLeft?: OwnerLeftPolicy | null;
}

export class KeyPoliciesView {
  @Nullable()
  @Nested(() => DaysPolicy)
  unused!: DaysPolicy | null;

  @Nullable()
  @Nested(() => DaysPolicy)
  age!: DaysPolicy | null;

  @Nullable()
  @Nested(() => OwnerLeftPolicy)
  ownerLeft!: OwnerLeftPolicy | null;
}

export class DryRunKeyPoliciesRequest {
  /** As they would be changed by `PATCH`; left out: the API's as they are. */
  @Optional()
  @Nested(() => KeyPoliciesInput)
  keyPolicies?: KeyPoliciesInput;

  @Optional()
  @IsInt()
  @Min(1)
  @Max(PAGE_LIMIT_MAX)
  limit?: number;

  /** `nextCursor` of the page before. */
  @Optional()
  @IsString()
  @Length(1, 200)
  cursor?: string;
}

/** A key that a policy is due on. */
export class DueKeyView {
  @IsString()
  keyId!: string;

  @IsString()
  workspaceId!: string;

  @IsString()
  label!: string;

  @IsIn(KEY_POLICIES)
  policy!: KeyPolicyName;

  @IsIn(POLICY_ACTS)
  act!: PolicyAct;

  /** The one that would be told with the act. */
  @IsIn(REVOCATION_REASONS)
  reason!: RevocationReason;

  /** What the policy counts from: the last use of the key, say, or that it was enabled. */
  @IsIn(POLICY_CLOCKS)
  countedFrom!: PolicyClock;

  @Timestamp()
  since!: string;
}

/** Newest first. A page may hold fewer than its limit, or none, although there are more: `nextCursor` says so. */
export class DueKeyPage {
  @ValidateNested({ each: true })
  @Type(() => DueKeyView)
  data!: DueKeyView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}

export class KeyPolicyRun {
  /** How many keys this run has disabled. */
  @IsInt()
  disabled!: number;

  @IsInt()
  revoked!: number;

  /** Whether every key was looked at. A run that ends early, with the server, is made up for by the next. */
  @IsBoolean()
  complete!: boolean;
}
