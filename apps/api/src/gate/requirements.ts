import type { Metering } from '@latchkey/domain';
import type { Entitlement, Permission, ResourceScope } from '@latchkey/vocabulary';
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
  readonly metering: Extract<Metering, 'charge' | 'charge_rate'>;
}

/** Which workspace a request of a person is about: the one in the path, or the organisation that a surface names. */
export type NamedPlace = 'path' | 'organization';

/** Of a management route, which a dashboard session opens, and a key where a scope is named. */
export interface ManagementAccess {
  /** What whoever asks has to hold; `null`: to be signed in is enough. No key opens what needs none, or a staff role. */
  readonly permission: Permission | null;
  readonly place: NamedPlace;
  /** What it takes from a key: who has used up the day has to be able to revoke a key all the same. */
  readonly metering: Requirements['metering'];
  /** Of people, only those who have proved within the last minutes who they are. */
  readonly freshSignIn?: boolean;
  /** The device that a key's request is about. Left out: none in particular. */
  readonly resource?: NamedResource;
  /** Messages that a key's request sends, taken from the workspace's allowance. Left out: none. */
  readonly messages?: number;
  /** Closed to sandbox keys. */
  readonly liveOnly: boolean;
}
