import { allowlistHolds } from '../../network/ip-allowlist.js';
import { parseIpAddress } from '../../network/ip-address.js';
import { deny } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

/** Where lists are given, an address that is unknown or cannot be read is in none of them. */
export const addressIsAllowed: Policy = ({ clientAddress }, record) => {
  if (record.allowlists.length === 0) return null;
  const address = clientAddress === null ? null : parseIpAddress(clientAddress);
  if (address === null) return deny('ip_denied', record, [], 'no_client_address');
  for (let at = 0; at < record.allowlists.length; at++) {
    if (!allowlistHolds(record.allowlists[at] ?? [], address))
      return deny('ip_denied', record, [], ownerOf(record, at));
  }
  return null;
};

/** The key's list comes first, where it has one. */
const ownerOf = ({ key }: KeyRecord, at: number) =>
  at === 0 && key.ipAllowlist.length > 0 ? 'key_allowlist' : 'workspace_allowlist';
