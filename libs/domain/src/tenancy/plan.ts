import type { Entitlement } from '@latchkey/vocabulary';

/** An entry of an API's catalogue: what a workspace on it has bought. */
export interface Plan {
  readonly id: string;
  readonly apiId: string;
  readonly slug: string;
  readonly name: string;
  readonly entitlements: readonly Entitlement[];
  readonly createdAtMs: number;
}
