import { allowlistHolds } from '../../network/ip-allowlist.js';
import { parseIpAddress } from '../../network/ip-address.js';
import { deny } from '../decision.js';
import type { Policy } from './policy.js';

/** Where lists are given, an address that is unknown or cannot be read is in none of them. */
export const addressIsAllowed: Policy = ({ clientAddress }, record) => {
  if (record.allowlists.length === 0) return null;
  const address = clientAddress === null ? null : parseIpAddress(clientAddress);
  if (address === null) return deny('ip_denied', record);
  for (const list of record.allowlists) if (!allowlistHolds(list, address)) return deny('ip_denied', record);
  return null;
};
