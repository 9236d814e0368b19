import {
  ALERT_CHANNELS,
  type AlertChannel,
  type AlertKind,
  EXPIRY_NOTICE_DAYS,
  type ExpiryNoticeDays,
  THRESHOLD_PERCENTS,
  type ThresholdPercent,
} from '@latchkey/vocabulary';

export interface AlertRule {
  /** One that is not finds nothing: no alert is recorded. */
  readonly enabled: boolean;
  /** Empty: alerts are recorded, and told nowhere. */
  readonly channels: readonly AlertChannel[];
  /** Until then alerts are recorded, and told nowhere. */
  readonly silencedUntilMs: number | null;
}

export interface SpikeRule extends AlertRule {
  /** How many times what is usual. */
  readonly factor: number;
  /** In an hour. Below it nothing is a spike, however quiet the key has been. */
  readonly countMin: number;
}

export interface RulesByKind {
  readonly quota_used: AlertRule & { readonly percents: readonly ThresholdPercent[] };
  readonly key_expiring: AlertRule & { readonly days: readonly ExpiryNoticeDays[] };
  readonly rotation_due: AlertRule & { readonly afterDays: number };
  readonly new_network: AlertRule & { readonly learningDays: number };
  readonly used_after_silence: AlertRule & { readonly afterDays: number };
  readonly refusals_spiking: SpikeRule;
  readonly requests_spiking: SpikeRule;
}

/** What a workspace wants to be alerted to, and who is written to. */
export interface AlertRules {
  readonly workspaceId: string;
  /** People of the workspace, by their accounts; `null`: its owners. */
  readonly mailTo: readonly string[] | null;
  readonly rules: RulesByKind;
}

const TOLD: AlertRule = { enabled: true, channels: ALERT_CHANNELS, silencedUntilMs: null };

export const DEFAULT_ALERT_RULES: RulesByKind = {
  quota_used: { ...TOLD, percents: THRESHOLD_PERCENTS },
  key_expiring: { ...TOLD, days: EXPIRY_NOTICE_DAYS },
  rotation_due: { ...TOLD, afterDays: 90 },
  new_network: { ...TOLD, learningDays: 7 },
  used_after_silence: { ...TOLD, afterDays: 60 },
  refusals_spiking: { ...TOLD, factor: 3, countMin: 50 },
  requests_spiking: { ...TOLD, factor: 3, countMin: 500 },
};

/** Where nobody has said anything else. */
export const defaultAlertRules = (workspaceId: string): AlertRules => ({
  workspaceId,
  mailTo: null,
  rules: DEFAULT_ALERT_RULES,
});

export type RuleChanges = { readonly [Kind in AlertKind]?: Partial<RulesByKind[Kind]> };

/** What is left out stays. */
export function withRules(rules: RulesByKind, changes: RuleChanges): RulesByKind {
  const changed = Object.entries(changes).map(([kind, change]) => [kind, { ...rules[kind as AlertKind], ...change }]);
  return { ...rules, ...(Object.fromEntries(changed) as Partial<RulesByKind>) };
}

export const isRuleSilent = ({ silencedUntilMs }: AlertRule, nowMs: number): boolean =>
  silencedUntilMs !== null && nowMs < silencedUntilMs;
