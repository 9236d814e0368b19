import type { LeakPolicy, Scope, WireProfileName } from '@latchkey/vocabulary';
import type { KeyPolicies } from '../key/key-policies.js';

export interface ApiDefaults {
  /** Lifetime of a key that names no expiry; `null`: such a key does not expire. */
  readonly keyLifetimeDays: number | null;
  /** Scopes of a key that names none. */
  readonly scopes: readonly Scope[];
  /** What becomes of a key that a scanner has found in public. */
  readonly leakPolicy: LeakPolicy;
}

/** What keys open. A request's host name chooses the API; unknown host names get the oldest one. */
export interface Api {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Lower case, without port. No two APIs share one. */
  readonly hostnames: readonly string[];
  readonly wireProfile: WireProfileName;
  readonly defaults: ApiDefaults;
  readonly keyPolicies: KeyPolicies;
  readonly createdAtMs: number;
}
