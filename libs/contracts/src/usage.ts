import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, ValidateNested } from 'class-validator';
import {
  RESOURCE_SCOPES,
  type ResourceScope,
  USAGE_KEYS_MAX,
  USAGE_STEPS,
  type UsageOutcome,
  type UsageStep,
} from '@latchkey/vocabulary';
import { MeterUseView } from './meters.js';
import { Nullable, Optional, OutcomeCounts, Timestamp, UpTo } from './fields.js';

export class KeyUsageQuery {
  /** Widened to the beginning of its step. Left out: an hour before `to` by the minute, a day by the hour, 30 days by the day. */
  @Optional()
  @Timestamp()
  from?: string;

  /** Widened to the end of its step, at the latest the one that is under way. Left out: now. */
  @Optional()
  @Timestamp()
  to?: string;

  /** Left out: `hour`. Usage is kept for 2 days by the minute, 90 days by the hour, 25 months by the day; all in UTC. */
  @Optional()
  @IsIn(USAGE_STEPS)
  step?: UsageStep;
}

export class WorkspaceUsageQuery extends KeyUsageQuery {
  /** How many keys, and how many devices, are told apart; left out: 10. */
  @Optional()
  @UpTo(USAGE_KEYS_MAX)
  limit?: number;
}

export class UsagePointView {
  /** The beginning of the step. */
  @Timestamp()
  at!: string;

  /** Requests by outcome: `allowed`, and the reasons that refused any. */
  @OutcomeCounts()
  outcomes!: Partial<Record<UsageOutcome, number>>;
}

/** A network from which requests were allowed: /24 of IPv4, /48 of IPv6. */
export class UsageNetworkView {
  @IsString()
  network!: string;

  @Timestamp()
  firstSeenAt!: string;

  @Timestamp()
  lastSeenAt!: string;

  @IsInt()
  requests!: number;
}

/** A scope that allowed requests asked for. */
export class UsageScopeView {
  @IsIn(RESOURCE_SCOPES)
  scope!: ResourceScope;

  @Timestamp()
  lastUsedAt!: string;

  @IsInt()
  requests!: number;
}

/** The requests that were decided, those of the last second included. */
export class KeyUsage {
  @Timestamp()
  from!: string;

  @Timestamp()
  to!: string;

  @IsIn(USAGE_STEPS)
  step!: UsageStep;

  /** Requests between `from` and `to` by outcome: `allowed`, and the reasons that refused any. */
  @OutcomeCounts()
  totals!: Partial<Record<UsageOutcome, number>>;

  /** One for every step from `from` to `to`, the oldest first. */
  @ValidateNested({ each: true })
  @Type(() => UsagePointView)
  points!: UsagePointView[];

  /** The last request that was allowed, whenever it was. */
  @Nullable()
  @Timestamp()
  lastUsedAt!: string | null;

  /** The last 20 of the last 90 days, the one seen last first. */
  @ValidateNested({ each: true })
  @Type(() => UsageNetworkView)
  networks!: UsageNetworkView[];

  /** Those of the last 90 days, the one used last first. What is granted and not here, nobody has used. */
  @ValidateNested({ each: true })
  @Type(() => UsageScopeView)
  scopes!: UsageScopeView[];

  /** What is limited by the day or the month, as it stands now: a key's quota, or the allowances of a workspace. */
  @ValidateNested({ each: true })
  @Type(() => MeterUseView)
  meters!: MeterUseView[];
}

export class UsageOfKeyView {
  @IsString()
  keyId!: string;

  @OutcomeCounts()
  totals!: Partial<Record<UsageOutcome, number>>;

  @Nullable()
  @Timestamp()
  lastUsedAt!: string | null;
}

export class MessagesOfDeviceView {
  /** It may have been removed since. */
  @IsString()
  deviceId!: string;

  @IsInt()
  messages!: number;
}

export class WorkspaceUsage extends KeyUsage {
  /** The keys with most requests between `from` and `to`, the busiest first. */
  @ValidateNested({ each: true })
  @Type(() => UsageOfKeyView)
  keys!: UsageOfKeyView[];

  /** The devices with most messages between `from` and `to`, the busiest first; those of the sandbox among them. */
  @ValidateNested({ each: true })
  @Type(() => MessagesOfDeviceView)
  devices!: MessagesOfDeviceView[];
}
