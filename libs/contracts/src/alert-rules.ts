import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Max,
  Min,
} from 'class-validator';
import {
  ALERT_CHANNELS,
  ALERT_RECIPIENTS_MAX,
  type AlertChannel,
  EXPIRY_NOTICE_DAYS,
  type ExpiryNoticeDays,
  LEARNING_DAYS_MAX,
  LEARNING_DAYS_MIN,
  ROTATION_DAYS_MAX,
  ROTATION_DAYS_MIN,
  SILENCE_DAYS_MAX,
  SILENCE_DAYS_MIN,
  SPIKE_COUNT_MAX,
  SPIKE_COUNT_MIN,
  SPIKE_FACTOR_MAX,
  SPIKE_FACTOR_MIN,
  THRESHOLD_PERCENTS,
  type ThresholdPercent,
} from '@latchkey/vocabulary';
import { Nested, Nullable, Optional, OptionalOrNull, Timestamp } from './fields.js';

/** What is left out stays. */
export class AlertRuleInput {
  /** `false`: nothing is looked for, and nothing recorded. */
  @Optional()
  @IsBoolean()
  enabled?: boolean;

  /** Where it is told, beside the list; empty: nowhere. */
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(ALERT_CHANNELS, { each: true })
  channels?: AlertChannel[];

  /** Until then alerts are recorded, and told nowhere; `null`: they are told. */
  @OptionalOrNull()
  @Timestamp()
  silencedUntil?: string | null;
}

export class QuotaUsedRuleInput extends AlertRuleInput {
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(THRESHOLD_PERCENTS, { each: true })
  percents?: ThresholdPercent[];
}

export class KeyExpiringRuleInput extends AlertRuleInput {
  @Optional()
  @IsArray()
  @ArrayUnique()
  @IsIn(EXPIRY_NOTICE_DAYS, { each: true })
  days?: ExpiryNoticeDays[];
}

export class RotationDueRuleInput extends AlertRuleInput {
  @Optional()
  @IsInt()
  @Min(ROTATION_DAYS_MIN)
  @Max(ROTATION_DAYS_MAX)
  afterDays?: number;
}

export class NewNetworkRuleInput extends AlertRuleInput {
  /** From a key's first use on: networks that come up in that time are not news. */
  @Optional()
  @IsInt()
  @Min(LEARNING_DAYS_MIN)
  @Max(LEARNING_DAYS_MAX)
  learningDays?: number;
}

export class UsedAfterSilenceRuleInput extends AlertRuleInput {
  @Optional()
  @IsInt()
  @Min(SILENCE_DAYS_MIN)
  @Max(SILENCE_DAYS_MAX)
  afterDays?: number;
}

export class SpikeRuleInput extends AlertRuleInput {
  /** How many times the key's usual busiest hour. */
  @Optional()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(SPIKE_FACTOR_MIN)
  @Max(SPIKE_FACTOR_MAX)
  factor?: number;

  /** So many in an hour are no spike of any key. */
  @Optional()
  @IsInt()
  @Min(SPIKE_COUNT_MIN)
  @Max(SPIKE_COUNT_MAX)
  countMin?: number;
}

/** By the kind of alert. */
export class AlertRulesInput {
  @Optional()
  @Nested(() => QuotaUsedRuleInput)
  quota_used?: QuotaUsedRuleInput;

  @Optional()
  @Nested(() => KeyExpiringRuleInput)
  key_expiring?: KeyExpiringRuleInput;

  @Optional()
  @Nested(() => RotationDueRuleInput)
  rotation_due?: RotationDueRuleInput;

  @Optional()
  @Nested(() => NewNetworkRuleInput)
  new_network?: NewNetworkRuleInput;

  @Optional()
  @Nested(() => UsedAfterSilenceRuleInput)
  used_after_silence?: UsedAfterSilenceRuleInput;

  @Optional()
  @Nested(() => SpikeRuleInput)
  refusals_spiking?: SpikeRuleInput;

  @Optional()
  @Nested(() => SpikeRuleInput)
  requests_spiking?: SpikeRuleInput;
}

/** What is left out stays. */
export class UpdateAlertRulesRequest {
  /** Members who are written to, by their user ids; `null`: the owners. */
  @OptionalOrNull()
  @IsArray()
  @ArrayMaxSize(ALERT_RECIPIENTS_MAX)
  @ArrayUnique()
  @IsString({ each: true })
  mailTo?: string[] | null;

  @Optional()
  @Nested(() => AlertRulesInput)
  rules?: AlertRulesInput;
}

export class AlertRuleView {
  @IsBoolean()
  enabled!: boolean;

  @IsIn(ALERT_CHANNELS, { each: true })
  channels!: AlertChannel[];

  @Nullable()
  @Timestamp()
  silencedUntil!: string | null;
}

export class QuotaUsedRule extends AlertRuleView {
  @IsIn(THRESHOLD_PERCENTS, { each: true })
  percents!: ThresholdPercent[];
}

export class KeyExpiringRule extends AlertRuleView {
  @IsIn(EXPIRY_NOTICE_DAYS, { each: true })
  days!: ExpiryNoticeDays[];
}

export class RotationDueRule extends AlertRuleView {
  @IsInt()
  afterDays!: number;
}

export class NewNetworkRule extends AlertRuleView {
  @IsInt()
  learningDays!: number;
}

export class UsedAfterSilenceRule extends AlertRuleView {
  @IsInt()
  afterDays!: number;
}

export class SpikeRuleView extends AlertRuleView {
  @IsNumber()
  factor!: number;

  @IsInt()
  countMin!: number;
}

export class RulesOfAlerts {
  @Nested(() => QuotaUsedRule)
  quota_used!: QuotaUsedRule;

  @Nested(() => KeyExpiringRule)
  key_expiring!: KeyExpiringRule;

  @Nested(() => RotationDueRule)
  rotation_due!: RotationDueRule;

  @Nested(() => NewNetworkRule)
  new_network!: NewNetworkRule;

  @Nested(() => UsedAfterSilenceRule)
  used_after_silence!: UsedAfterSilenceRule;

  @Nested(() => SpikeRuleView)
  refusals_spiking!: SpikeRuleView;

  @Nested(() => SpikeRuleView)
  requests_spiking!: SpikeRuleView;
}

export class AlertRulesView {
  /** `null`: the owners. */
  @Nullable()
  @IsString({ each: true })
  mailTo!: string[] | null;

  @Nested(() => RulesOfAlerts)
  rules!: RulesOfAlerts;
}
