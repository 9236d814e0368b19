import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsString, ValidateNested } from 'class-validator';
import {
  ALERT_CHANNELS,
  ALERT_KINDS,
  ALERT_STATES,
  type AlertChannel,
  type AlertKind,
  type AlertState,
  type MeterName,
  METERS,
} from '@latchkey/vocabulary';
import { Identifier, ListQuery, Nested, Nullable, Optional, OptionalOrNull, Timestamp } from './fields.js';

export class ListAlertsQuery extends ListQuery {
  @Optional()
  @IsIn(ALERT_STATES)
  state?: AlertState;

  @Optional()
  @IsIn(ALERT_KINDS)
  kind?: AlertKind;

  @Optional()
  @Identifier()
  keyId?: string;
}

export class SilenceAlertRequest {
  /** Left out or `null`: for good. */
  @OptionalOrNull()
  @Timestamp()
  until?: string | null;
}

export class SilenceView {
  /** `null`: for good. */
  @Nullable()
  @Timestamp()
  until!: string | null;
}

/** What has happened. Which fields there are depends on the kind of the alert. */
export class AlertCauseView {
  /** Of `quota_used`, and so are the next five. */
  @Optional()
  @IsIn(METERS)
  meter?: MeterName;

  @Optional()
  @IsInt()
  limit?: number;

  @Optional()
  @IsInt()
  used?: number;

  @Optional()
  @IsInt()
  percent?: number;

  @Optional()
  @Timestamp()
  periodStartsAt?: string;

  @Optional()
  @Timestamp()
  periodEndsAt?: string;

  /** Of `key_expiring`, as the next one is. */
  @Optional()
  @IsInt()
  expiresWithinDays?: number;

  @Optional()
  @Timestamp()
  expiresAt?: string;

  /** Of `rotation_due`, as the next one is. */
  @Optional()
  @IsInt()
  afterDays?: number;

  @Optional()
  @Timestamp()
  dueSince?: string;

  /** Of `new_network`, as the next one is: /24 of IPv4, /48 of IPv6. */
  @Optional()
  @IsString()
  network?: string;

  @Optional()
  @Timestamp()
  firstSeenAt?: string;

  /** Of `used_after_silence`, as the next one is. */
  @Optional()
  @Timestamp()
  silentSince?: string;

  @Optional()
  @Timestamp()
  usedAt?: string;

  /** Of both kinds that spike, and so are the next three. */
  @Optional()
  @IsInt()
  windowMs?: number;

  /** Requests in the window: refused ones, or those that were allowed. */
  @Optional()
  @IsInt()
  count?: number;

  /** What the key's busiest hours are. */
  @Optional()
  @IsInt()
  usual?: number;

  @Optional()
  @IsNumber()
  threshold?: number;
}

export class AlertView {
  @IsString()
  id!: string;

  @IsString()
  workspaceId!: string;

  @IsIn(ALERT_KINDS)
  kind!: AlertKind;

  /** `null`: it is about what all keys of the workspace share. */
  @Nullable()
  @IsString()
  keyId!: string | null;

  @IsIn(ALERT_STATES)
  state!: AlertState;

  @Nested(() => AlertCauseView)
  cause!: AlertCauseView;

  @Timestamp()
  firedAt!: string;

  @Nullable()
  @Timestamp()
  resolvedAt!: string | null;

  /** The silence that is in force for alerts of this kind about this key. */
  @Nullable()
  @Nested(() => SilenceView)
  silenced!: SilenceView | null;

  /** Where it was told; empty: it was silenced when it fired, or over when it was found. */
  @IsIn(ALERT_CHANNELS, { each: true })
  toldBy!: AlertChannel[];
}

export class AlertPage {
  @ValidateNested({ each: true })
  @Type(() => AlertView)
  data!: AlertView[];

  @Nullable()
  @IsString()
  nextCursor!: string | null;
}
