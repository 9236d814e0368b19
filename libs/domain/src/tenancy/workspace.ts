import { NO_LIMITS, type Plan, type PlanLimits } from './plan.js';

/** What an operator has agreed with one workspace, in the place of what its plan says; `null`: as in the plan. */
export type WorkspaceOverrides = PlanLimits;

export const NO_OVERRIDES: WorkspaceOverrides = NO_LIMITS;

/** The tenant boundary inside an API. Keys never cross it. */
export interface Workspace {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly planId: string;
  /** For every key of the workspace, beside the key's own: canonical; empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  readonly suspendedAtMs: number | null;
  readonly overrides: WorkspaceOverrides;
  readonly createdAtMs: number;
}

/** What holds for a workspace on a plan; `null`: no limit. */
export const limitsOf = ({ overrides }: Workspace, plan: Plan): PlanLimits => ({
  rateLimit: overrides.rateLimit ?? plan.rateLimit,
  dailyLimit: overrides.dailyLimit ?? plan.dailyLimit,
  messagesPerMonth: overrides.messagesPerMonth ?? plan.messagesPerMonth,
  devicesMax: overrides.devicesMax ?? plan.devicesMax,
  keysMax: overrides.keysMax ?? plan.keysMax,
});
