import { formatIpAddress, parseIpAddress } from './ip-address.js';
import { formatIpNetwork, networkOf } from './ip-network.js';

const IPV6_PREFIX_LENGTH = 64;

/**
 * What attempts are counted under: an IPv4 address, or the /64 that an IPv6 address is in, because who has one of its
 * addresses has them all. Whatever cannot be read, or is not known, counts as one.
 */
export function throttledNetworkOf(address: string | null): string {
  const words = address === null ? null : parseIpAddress(address);
  if (words === null) return 'unknown';
  return words.length === 1
    ? formatIpAddress(words)
    : formatIpNetwork(networkOf([...words.slice(0, 2), 0, 0], IPV6_PREFIX_LENGTH));
}
