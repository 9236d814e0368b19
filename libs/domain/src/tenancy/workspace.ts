import type { RateLimit } from '../metering/rate-limit.js';

/** What an operator has agreed with one workspace, in the place of what its plan says. */
export interface WorkspaceOverrides {
  /** `null`: as in the plan. */
  readonly rateLimit: RateLimit | null;
}

export const NO_OVERRIDES: WorkspaceOverrides = { rateLimit: null };

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
