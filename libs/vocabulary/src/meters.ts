/** What durable meters count: a key's quota, and the allowances of its workspace. */
export const METERS = ['quota', 'daily_limit', 'messages_per_month'] as const;
export type MeterName = (typeof METERS)[number];
