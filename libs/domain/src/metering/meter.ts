import type { MeterName, Period } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';
import type { Plan } from '../tenancy/plan.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';

/** A limit that is counted durably over a period: so many units, and not one more, through crashes and restarts. */
export interface Meter {
  /** The name under which its use is kept. */
  readonly id: string;
  readonly name: MeterName;
  /** Units in a period; what is counted is the request, or the message. */
  readonly limit: number;
  readonly period: Period;
  /** Where months begin; `null`: with the calendar's. */
  readonly anchorMs: number | null;
  readonly workspaceId: string;
  /** The key whose quota it is; `null`: it is the workspace's. */
  readonly keyId: string | null;
  /** When whatever it counts for began; `null`: not known, as for a key in the place of another. */
  readonly beganAtMs: number | null;
}

export interface MeterStanding {
  readonly name: MeterName;
  readonly limit: number;
  /** Units that are left when this request is done. */
  readonly remaining: number;
  /** The first millisecond of the next period. */
  readonly resetsAtMs: number;
  /** Until then. */
  readonly resetMs: number;
}

/** The key's quota; `null`: it has none. Keys of one lineage share it. */
export function quotaMeter({ id: keyId, workspaceId, lineageId, quota, createdAtMs }: ApiKey): Meter | null {
  if (quota === null) return null;
  const beganAtMs = keyId === lineageId ? createdAtMs : null;
  const id = `quota/${quota.period}/${lineageId}`;
  return { id, name: 'quota', ...quota, anchorMs: null, workspaceId, keyId, beganAtMs };
}

export function dailyLimitMeter(workspace: Workspace, plan: Plan): Meter | null {
  const limit = limitsOf(workspace, plan).dailyLimit;
  if (limit === null) return null;
  const id = `daily_limit/${workspace.id}`;
  return { id, name: 'daily_limit', limit, period: 'day', anchorMs: null, ...ofWorkspace(workspace) };
}

export function messagesMeter(workspace: Workspace, plan: Plan): Meter | null {
  const limit = limitsOf(workspace, plan).messagesPerMonth;
  if (limit === null) return null;
  const anchorMs = plan.monthStarts === 'anchored' ? workspace.createdAtMs : null;
  const id = `messages_per_month/${workspace.id}`;
  return { id, name: 'messages_per_month', limit, period: 'month', anchorMs, ...ofWorkspace(workspace) };
}

const ofWorkspace = ({ id: workspaceId, createdAtMs: beganAtMs }: Workspace) => ({
  workspaceId,
  keyId: null,
  beganAtMs,
});

/** What a workspace's keys share, in the order in which it refuses. */
export const allowanceMeters = (workspace: Workspace, plan: Plan): Meter[] =>
  [dailyLimitMeter(workspace, plan), messagesMeter(workspace, plan)].filter((meter) => meter !== null);
