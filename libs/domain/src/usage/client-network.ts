import { parseIpAddress } from '../network/ip-address.js';
import { enclosingNetwork, formatIpNetwork } from '../network/ip-network.js';

/** About one site: an office, a rack, a household. Fine enough to notice a stranger, too coarse to tell people apart. */
const IPV4_BITS = 24;
const IPV6_BITS = 48;

/** The network that a client's address is counted under; `null` for what is no address. */
export function clientNetwork(address: string): string | null {
  const words = parseIpAddress(address);
  return words && formatIpNetwork(enclosingNetwork(words, words.length === 1 ? IPV4_BITS : IPV6_BITS));
}

/** The networks of the addresses that came lately, since working one out takes longer than all other counting. */
export class ClientNetworks {
  private readonly networks = new Map<string, string>();

  constructor(private readonly addressesMax = 4_000) {}

  of(address: string): string | null {
    return this.networks.get(address) ?? this.learn(address);
  }

  /** What is no address may be as long as a header, and is not kept. */
  private learn(address: string): string | null {
    const network = clientNetwork(address);
    if (network === null) return null;
    if (this.networks.size >= this.addressesMax) this.networks.clear();
    this.networks.set(address, network);
    return network;
  }
}
