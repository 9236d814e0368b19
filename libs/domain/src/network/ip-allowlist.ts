import { InvalidFieldError } from '../errors.js';
import type { IpAddress } from './ip-address.js';
import {
  formatIpNetwork,
  halvesOf,
  type IpNetwork,
  type IpNetworkFault,
  networkHolds,
  parseIpNetwork,
} from './ip-network.js';

const FAULTS: Readonly<Record<IpNetworkFault, string>> = {
  address: 'must be an IPv4 or IPv6 address or CIDR, without zone, port or leading zeros.',
  prefix: 'must have a prefix length from 0 to 32 for IPv4, or to 128 for IPv6.',
  host_bits: 'has bits set behind its prefix; write the network address.',
};

/** The entries as they are stored: each written in the one way there is, each once. @throws InvalidFieldError naming the entry */
export function canonicalAllowlist(field: string, entries: readonly string[]): readonly string[] {
  const canonical = entries.map((entry, at) => {
    const network = parseIpNetwork(entry);
    if (typeof network !== 'string') return formatIpNetwork(network);
    throw new InvalidFieldError(`${field}.${at}`, `${field}.${at} ${FAULTS[network]}`);
  });
  return [...new Set(canonical)];
}

/** The networks of a stored list. An entry that cannot be read is an error: passing over it would widen the list. */
export function readAllowlist(entries: readonly string[]): readonly IpNetwork[] {
  return entries.map((entry) => {
    const network = parseIpNetwork(entry);
    if (typeof network === 'string') throw new Error('A stored IP allowlist has an entry that cannot be read.');
    return network;
  });
}

export function allowlistHolds(list: readonly IpNetwork[], address: IpAddress): boolean {
  for (const network of list) if (networkHolds(network, address)) return true;
  return false;
}

/** Whether every address of `inner` is in `outer`, be it in one of its networks or in several that lie side by side. */
export const allowlistCovers = (outer: readonly IpNetwork[], inner: readonly IpNetwork[]): boolean =>
  inner.every((network) => covers(outer, network));

function covers(outer: readonly IpNetwork[], network: IpNetwork): boolean {
  if (outer.some((other) => other.prefixLength <= network.prefixLength && networkHolds(other, network.words))) {
    return true;
  }
  const within = outer.filter((other) => networkHolds(network, other.words));
  return within.length > 0 && (halvesOf(network)?.every((half) => covers(within, half)) ?? false);
}
