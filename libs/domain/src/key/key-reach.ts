import { allowlistCovers, readAllowlist } from '../network/ip-allowlist.js';
import type { ApiKey } from './api-key.js';

/** How far a key reaches, beside its scopes: which devices, for which app, from where. */
export type KeyReach = Pick<ApiKey, 'deviceIds' | 'appId' | 'ipAllowlist'>;

export const UNRESTRICTED: KeyReach = { deviceIds: [], appId: null, ipAllowlist: [] };

/** The first field in which `granted` reaches further than `held`; `null` where it does not. What it leaves out is not looked at. */
export function fieldBeyondReach(held: KeyReach, granted: Partial<KeyReach>): keyof KeyReach | null {
  const { deviceIds, appId, ipAllowlist } = granted;
  if (deviceIds !== undefined && !devicesLieWithin(held.deviceIds, deviceIds)) return 'deviceIds';
  if (appId !== undefined && held.appId !== null && held.appId !== appId) return 'appId';
  if (ipAllowlist !== undefined && !addressesLieWithin(held.ipAllowlist, ipAllowlist)) return 'ipAllowlist';
  return null;
}

/** An empty list is all there is. */
const devicesLieWithin = (held: readonly string[], granted: readonly string[]): boolean =>
  held.length === 0 || (granted.length > 0 && granted.every((id) => held.includes(id)));

const addressesLieWithin = (held: readonly string[], granted: readonly string[]): boolean =>
  held.length === 0 || (granted.length > 0 && allowlistCovers(readAllowlist(held), readAllowlist(granted)));
