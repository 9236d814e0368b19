import type { Entitlement } from '@latchkey/vocabulary';
import type { RateLimit } from '../metering/rate-limit.js';

/** An entry of an API's catalogue: what a workspace on it has bought. */
export interface Plan {
  readonly id: string;
  readonly apiId: string;
  readonly slug: string;
  readonly name: string;
  readonly entitlements: readonly Entitlement[];
  /** Of each key; `null`: none. A key's own stays within it. */
  readonly rateLimit: RateLimit | null;
  readonly createdAtMs: number;
}
