import { DENY_REASONS } from './deny-reasons.js';

/** What can become of a request, as usage is counted: allowed, or refused for one reason. */
export const USAGE_OUTCOMES = ['allowed', ...DENY_REASONS] as const;
export type UsageOutcome = (typeof USAGE_OUTCOMES)[number];

/** The widths of time by which usage is kept and asked for, the finest first. All of them are UTC's. */
export const USAGE_STEPS = ['minute', 'hour', 'day'] as const;
export type UsageStep = (typeof USAGE_STEPS)[number];

/** The widths by which messages are counted. */
export const ANALYTICS_STEPS = ['hour', 'day'] as const satisfies readonly UsageStep[];
export type AnalyticsStep = (typeof ANALYTICS_STEPS)[number];
