import type { Entitlement, ResourceScope } from '@latchkey/vocabulary';
import type { NamedResource } from './named-resource.js';

/** Route metadata: what the one decision about a request has to cover. */
export const REQUIREMENTS = 'latchkey:requirements';

/** Of a guarded route. */
export interface Requirements {
  readonly scopes: readonly ResourceScope[];
  readonly entitlement: Entitlement | null;
  /** Closed to sandbox keys. */
  readonly liveOnly: boolean;
  readonly resource: NamedResource;
  /** Messages that a request sends, taken from the workspace's allowance. */
  readonly messages: number;
  readonly metering: 'charge' | 'charge_rate';
}

/** Of a management route, which a dashboard session opens, and a key where a scope is named. */
export interface ManagementAccess {
  /** `null`: no key opens this route. */
  readonly scope: ResourceScope | null;
  /** Closed to sandbox keys. */
  readonly liveOnly: boolean;
}
