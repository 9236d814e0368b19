import { expandScopes, type ResourceScope } from '@latchkey/vocabulary';
import type { ApiKey } from '../key/api-key.js';
import { dailyLimitMeter, messagesMeter, type Meter, quotaMeter } from '../metering/meter.js';
import { isWithin, type RateLimit } from '../metering/rate-limit.js';
import { readAllowlist } from '../network/ip-allowlist.js';
import type { IpNetwork } from '../network/ip-network.js';
import type { App } from '../tenancy/app.js';
import type { Plan } from '../tenancy/plan.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';

/** A limit, and the name under which its state is kept. */
export interface RateMeter {
  readonly id: string;
  readonly limit: RateLimit;
}

/** All that a decision needs to know, read at one moment. */
export interface KeyRecord {
  readonly key: ApiKey;
  readonly workspace: Workspace;
  readonly plan: Plan;
  /** The app that the key is bound to. */
  readonly app: App | null;
  /**
   * The key's scopes, expanded once when the record is read, not at every request. Of a key that inherits, those that
   * the person may use at that moment.
   */
  readonly heldScopes: ReadonlySet<ResourceScope>;
  /** The allowlists that are given, the key's and the workspace's: a client address has to be in every one. */
  readonly allowlists: readonly (readonly IpNetwork[])[];
  /** Ids of the devices that the key may touch; `null`: all of the workspace. */
  readonly devices: ReadonlySet<string> | null;
  /** Every one is charged by every request, and each may refuse it. */
  readonly rateMeters: readonly RateMeter[];
  /** The durable meters of every request, in the order in which they refuse: the key's quota, then the workspace's. */
  readonly requestMeters: readonly Meter[];
  /** The same, and those of a request that sends messages. */
  readonly messagingMeters: readonly Meter[];
  /** The predecessor whose overlap begins with this key's first allowed request; `null`: none waits. */
  readonly awaitedBy: string | null;
}

/** @param inherited what the person may do whom the key inherits from: without it, such a key may do nothing */
export const keyRecord = (
  key: ApiKey,
  workspace: Workspace,
  plan: Plan,
  app: App | null = null,
  inherited: ReadonlySet<ResourceScope> | null = null,
): KeyRecord => {
  const requestMeters = [quotaMeter(key), dailyLimitMeter(workspace, plan)].filter((meter) => meter !== null);
  // What goes to the sandbox reaches nobody, and takes nothing from what was bought.
  const messages = key.type === 'sandbox' ? null : messagesMeter(workspace, plan);
  return {
    key,
    workspace,
    plan,
    app,
    heldScopes: heldScopes(key, inherited),
    allowlists: [key.ipAllowlist, workspace.ipAllowlist].filter((list) => list.length > 0).map(readAllowlist),
    devices: key.deviceIds.length > 0 ? new Set(key.deviceIds) : null,
    rateMeters: rateMeters(key, limitsOf(workspace, plan).rateLimit),
    requestMeters,
    messagingMeters: messages === null ? requestMeters : [...requestMeters, messages],
    awaitedBy: null,
  };
};

function heldScopes(key: ApiKey, inherited: ReadonlySet<ResourceScope> | null): ReadonlySet<ResourceScope> {
  const own = expandScopes(key.scopes);
  if (key.inheritsFrom === null) return own;
  return new Set([...own].filter((scope) => inherited?.has(scope)));
}

/**
 * The workspace's limit is metered also where the key has one of its own: else what was spent under the one would be
 * forgotten by the other, and changing between them would fill both again. An own limit that a later, smaller plan does
 * not cover any more does not count. A successor goes on in the window of its predecessor, so that rotating fills nothing.
 */
function rateMeters({ id, lineageId, rateLimit: own }: ApiKey, maximum: RateLimit | null): RateMeter[] {
  const meters: RateMeter[] = maximum === null ? [] : [{ id: lineageId, limit: maximum }];
  if (own !== null && (maximum === null || isWithin(own, maximum))) meters.push({ id: `${id}/own`, limit: own });
  return meters;
}
