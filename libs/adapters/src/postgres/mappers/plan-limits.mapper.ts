import type { PlanLimits } from '@latchkey/domain';
import { fromRateLimit, type RateLimitColumns, toRateLimit } from './rate-limit.mapper.js';

/** The same columns in plans and, as what overrides them, in workspaces. */
export interface PlanLimitsColumns extends RateLimitColumns {
  readonly dailyLimit: number | null;
  readonly messagesPerMonth: number | null;
  readonly devicesMax: number | null;
  readonly keysMax: number | null;
}

export const toPlanLimits = (row: PlanLimitsColumns): PlanLimits => ({
  rateLimit: toRateLimit(row),
  dailyLimit: row.dailyLimit,
  messagesPerMonth: row.messagesPerMonth,
  devicesMax: row.devicesMax,
  keysMax: row.keysMax,
});

export const fromPlanLimits = (limits: PlanLimits): PlanLimitsColumns => ({
  ...fromRateLimit(limits.rateLimit),
  dailyLimit: limits.dailyLimit,
  messagesPerMonth: limits.messagesPerMonth,
  devicesMax: limits.devicesMax,
  keysMax: limits.keysMax,
});
