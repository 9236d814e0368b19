import type { Entitlement, MonthStart } from '@latchkey/vocabulary';
import type { RateLimit } from '../metering/rate-limit.js';

/** What a workspace may do at the most; in a plan, `null` is no limit. */
export interface PlanLimits {
  /** Of each key. A key's own stays within it. */
  readonly rateLimit: RateLimit | null;
  /** Requests in a UTC day, of all keys of the workspace together. */
  readonly dailyLimit: number | null;
  /** Messages sent in a month, of all keys of the workspace together. */
  readonly messagesPerMonth: number | null;
  readonly devicesMax: number | null;
  /** Keys that are in force, or could be again. */
  readonly keysMax: number | null;
}

/** An entry of an API's catalogue: what a workspace on it has bought. */
export interface Plan extends PlanLimits {
  readonly id: string;
  readonly apiId: string;
  readonly slug: string;
  readonly name: string;
  readonly entitlements: readonly Entitlement[];
  readonly monthStarts: MonthStart;
  /** Whether workspaces may choose it, and leave it, themselves; else an operator moves them. */
  readonly selfService: boolean;
  readonly createdAtMs: number;
}

export const NO_LIMITS: PlanLimits = {
  rateLimit: null,
  dailyLimit: null,
  messagesPerMonth: null,
  devicesMax: null,
  keysMax: null,
};
