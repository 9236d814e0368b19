/** Features that a plan may include. `api_access`: the API may be called with keys at all. */
export const ENTITLEMENTS = ['api_access'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];
