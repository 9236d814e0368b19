/** What a quota or an allowance is counted over, in UTC. */
export const PERIODS = ['day', 'month'] as const;
export type Period = (typeof PERIODS)[number];

/** `calendar`: a month begins on its first day. `anchored`: on the day, and at the time, at which the workspace began. */
export const MONTH_STARTS = ['calendar', 'anchored'] as const;
export type MonthStart = (typeof MONTH_STARTS)[number];
