/** What workspaces are alerted to: limits that fill, dates that come near, and use that is unlike the key's own. */
export const ALERT_KINDS = [
  'quota_used',
  'key_expiring',
  'rotation_due',
  'new_network',
  'used_after_silence',
  'refusals_spiking',
  'requests_spiking',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** `firing` until its cause is over, `resolved` from then on. */
export const ALERT_STATES = ['firing', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** Where an alert is told, beside the list that has them all. */
export const ALERT_CHANNELS = ['webhook', 'mail'] as const;
export type AlertChannel = (typeof ALERT_CHANNELS)[number];

/** Percent of a limit at which a workspace is told how much is used. */
export const THRESHOLD_PERCENTS = [50, 80, 100] as const;
export type ThresholdPercent = (typeof THRESHOLD_PERCENTS)[number];

/** Days before its expiry at which a key is told of, the nearest first. */
export const EXPIRY_NOTICE_DAYS = [1, 7, 30] as const;
export type ExpiryNoticeDays = (typeof EXPIRY_NOTICE_DAYS)[number];

/** Bounds of what alert rules may say. */
export const ROTATION_DAYS_MIN = 7;
export const ROTATION_DAYS_MAX = 730;
export const LEARNING_DAYS_MIN = 1;
export const LEARNING_DAYS_MAX = 60;
export const SILENCE_DAYS_MIN = 7;
export const SILENCE_DAYS_MAX = 365;
export const SPIKE_FACTOR_MIN = 2;
export const SPIKE_FACTOR_MAX = 100;
export const SPIKE_COUNT_MIN = 20;
export const SPIKE_COUNT_MAX = 100_000_000;
export const ALERT_RECIPIENTS_MAX = 20;
