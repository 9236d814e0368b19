import type { KeyEnvironment, KeyType, MonthStart } from '@latchkey/vocabulary';
import type { PeriodSpan } from '../metering/period.js';
import type { PlanLimits } from '../tenancy/plan.js';

/** A plan, and what held on it, for as long as it did. */
export interface PlanOnStatement extends PeriodSpan {
  readonly planId: string;
  readonly slug: string;
  readonly name: string;
  readonly monthStarts: MonthStart;
  /** Those of the plan, and in their place what was agreed with the workspace. */
  readonly limits: PlanLimits;
}

/** Something that a plan includes so much of; `null`: as much as anybody likes. */
export interface Included {
  readonly quantity: number;
  readonly included: number | null;
  /** Of the quantity, what lies beyond. Limits hold, so it is what a plan that became smaller has left behind. */
  readonly overage: number;
}

/** The messages of the allowance's own month, which an anchored plan begins elsewhere. */
export interface AllowanceOnStatement extends PeriodSpan, Included {}

/** What was done, as far as it can be counted. */
export interface CountsOnStatement {
  readonly requestsAllowed: number;
  readonly requestsRefused: number;
  /** Of devices that are linked for real. */
  readonly messages: number;
  /** Of the sandbox: they reach nobody. */
  readonly sandboxMessages: number;
}

/** A key that did anything in the month. */
export interface KeyOnStatement extends CountsOnStatement {
  readonly keyId: string;
  readonly label: string;
  readonly environment: KeyEnvironment;
  readonly type: KeyType;
}

/** What a workspace used in a month of the calendar. */
export interface Statement extends PeriodSpan {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly month: string;
  /** When it became final; `null`: it is open, and still changes. */
  readonly closedAtMs: number | null;
  /** The oldest first. The last one is what the quantities are held against. */
  readonly plans: readonly PlanOnStatement[];
  readonly totals: CountsOnStatement;
  /** Of the allowance's month that ends in this one; `null`: there was none yet. */
  readonly allowance: AllowanceOnStatement | null;
  /** At the end of the month; of an open one, now. */
  readonly devices: Included;
  readonly keys: Included;
  /** The oldest key first. */
  readonly lines: readonly KeyOnStatement[];
}

export interface ClosedStatement extends Statement {
  readonly closedAtMs: number;
}

export const includedOf = (quantity: number, included: number | null): Included => ({
  quantity,
  included,
  overage: included === null ? 0 : Math.max(0, quantity - included),
});
