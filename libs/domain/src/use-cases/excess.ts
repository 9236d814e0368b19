import type { Entitlement, ExcessKind } from '@latchkey/vocabulary';
import { DomainError } from '../errors.js';
import type { Leases } from '../metering/leases.js';
import { dailyLimitMeter, messagesMeter } from '../metering/meter.js';
import { isWithin, type RateLimit } from '../metering/rate-limit.js';
import type { Stores } from '../ports/database.port.js';
import type { Plan, PlanLimits } from '../tenancy/plan.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';
import type { Tenant } from './tenant.js';

/** What holds for a workspace: its plan, and what was agreed in the place of that. */
export interface Terms extends PlanLimits {
  readonly entitlements: readonly Entitlement[];
}

export const termsOf = (workspace: Workspace, plan: Plan): Terms => ({
  ...limitsOf(workspace, plan),
  entitlements: plan.entitlements,
});

/** What a workspace uses at a moment, of what its terms limit. */
export interface WorkspaceUse {
  readonly keys: number;
  readonly devices: number;
  /** Keys with a rate limit of their own that is faster than the one asked about. */
  readonly fasterKeys: number;
}

/** Something that a workspace has more of than it is allowed. */
export interface Excess {
  readonly what: ExcessKind;
  readonly used: number;
  readonly allowed: number;
}

/** What workspaces use now. Of all that terms limit, use is read here and nowhere else; no key is faster than `null`. */
export async function useOf(
  stores: Stores,
  workspaceIds: readonly string[],
  asked: { readonly nowMs: number; readonly rateLimit: RateLimit | null },
): Promise<(workspaceId: string) => WorkspaceUse> {
  const { nowMs, rateLimit } = asked;
  const keys = await stores.keys.placesTaken(workspaceIds, nowMs);
  const devices = await stores.devices.counts(workspaceIds);
  const faster = rateLimit && (await stores.keys.fasterThan(rateLimit, workspaceIds, nowMs));
  return (id) => ({ keys: keys.get(id) ?? 0, devices: devices.get(id) ?? 0, fasterKeys: faster?.get(id) ?? 0 });
}

/**
 * What is in use beyond new terms, of what they make smaller. What stays as it was, or grows, is in nobody's way, also
 * where a workspace already has more than that.
 */
export function excessOf(use: WorkspaceUse, from: Terms, to: Terms): readonly Excess[] {
  const found: Excess[] = [];
  const losesAccess = from.entitlements.includes('api_access') && !to.entitlements.includes('api_access');
  if (losesAccess && use.keys > 0) found.push({ what: 'entitlements', used: use.keys, allowed: 0 });
  for (const [what, used] of [
    ['devicesMax', use.devices],
    ['keysMax', use.keys],
  ] as const) {
    const allowed = to[what];
    if (allowed !== null && allowed < (from[what] ?? Infinity) && used > allowed) found.push({ what, used, allowed });
  }
  if (isSlower(from.rateLimit, to.rateLimit) && use.fasterKeys > 0) {
    found.push({ what: 'rateLimit', used: use.fasterKeys, allowed: 0 });
  }
  return found;
}

const METERED = [
  ['dailyLimit', dailyLimitMeter],
  ['messagesPerMonth', messagesMeter],
] as const;

/** As `excessOf`, for what is counted by the day and the month: what was used in the period under way. */
export async function meteredExcess(
  leases: Pick<Leases, 'used'>,
  stores: Stores,
  from: Tenant,
  to: Tenant,
  nowMs: number,
): Promise<readonly Excess[]> {
  const found: Excess[] = [];
  const before = limitsOf(from.workspace, from.plan);
  for (const [what, meterOf] of METERED) {
    const meter = meterOf(to.workspace, to.plan);
    if (meter === null || meter.limit >= (before[what] ?? Infinity)) continue;
    const used = await leases.used(meter, nowMs, stores.meters);
    if (used > meter.limit) found.push({ what, used, allowed: meter.limit });
  }
  return found;
}

/** Everything that stands beyond the terms to which a workspace would move. */
export async function excessOfMove(
  leases: Pick<Leases, 'used'>,
  stores: Stores,
  from: Tenant,
  to: Tenant,
  nowMs: number,
): Promise<readonly Excess[]> {
  const terms = termsOf(to.workspace, to.plan);
  const { id } = to.workspace;
  const use = await useOf(stores, [id], { nowMs, rateLimit: terms.rateLimit });
  return [
    ...excessOf(use(id), termsOf(from.workspace, from.plan), terms),
    ...(await meteredExcess(leases, stores, from, to, nowMs)),
  ];
}

const isSlower = (from: RateLimit | null, to: RateLimit | null): boolean =>
  to !== null && (from === null || !isWithin(from, to));

/** For people: what is in the way, and what of it would be left. */
export function excessText({ what, used, allowed }: Excess): string {
  switch (what) {
    case 'entitlements':
      return `${counted(used, 'key')} would be refused, because the plan includes no API access.`;
    case 'devicesMax':
      return `${counted(used, 'device')} in use, ${allowed} allowed.`;
    case 'keysMax':
      return `${counted(used, 'key')} in use, ${allowed} allowed.`;
    case 'rateLimit':
      return `Faster than the rate limit of the plan: ${counted(used, 'key')}.`;
    case 'dailyLimit':
      return `${counted(used, 'request')} today, ${allowed} allowed.`;
    case 'messagesPerMonth':
      return `${counted(used, 'message')} this month, ${allowed} allowed.`;
  }
}

const counted = (count: number, what: string): string => (count === 1 ? `1 ${what}` : `${count} ${what}s`);

/** A plan or an agreement that lies below what is in use. Nothing was changed. */
export class PlanTooSmallError extends DomainError {
  /**
   * @param errors each thing that is in the way, by the name of the limit
   * @param mayAccept whether whoever asks can have it all the same
   */
  constructor(
    readonly errors: readonly { readonly field: ExcessKind; readonly message: string }[],
    mayAccept = true,
  ) {
    const obstacles = errors.map(({ message }) => message).join(' ');
    const wayOut = mayAccept ? 'With acceptExcess it is changed anyway.' : 'Make room, or ask an operator.';
    super('plan_too_small', `More is in use than would be allowed. ${obstacles} ${wayOut}`);
  }
}
