/**
 * Features that a plan may include. `api_access`: the API may be called with keys at all. `webhooks`: events are sent to
 * addresses of the workspace's own.
 */
export const ENTITLEMENTS = ['api_access', 'webhooks'] as const;
export type Entitlement = (typeof ENTITLEMENTS)[number];
