import { formatIpAddress, type IpAddress, parseIpAddress } from './ip-address.js';

const WORD_BITS = 32;
/** Bits of an IPv6 address before the IPv4 address that is mapped into it. */
const MAPPED_BITS = 96;

/** All addresses that begin with the same bits. Made once, when it is read; asked at every request. */
export interface IpNetwork {
  /** The first address of the network. */
  readonly words: IpAddress;
  readonly prefixLength: number;
  /** Ones where an address has to agree with `words`. */
  readonly masks: readonly number[];
}

/** What is wrong with a text that should have been an address or a network. */
export type IpNetworkFault = 'address' | 'prefix' | 'host_bits';

/** An address, or an address with a prefix length (CIDR). An IPv4-mapped one is the IPv4 network that it stands for. */
export function parseIpNetwork(text: string): IpNetwork | IpNetworkFault {
  const slashAt = text.indexOf('/');
  const address = slashAt < 0 ? text : text.slice(0, slashAt);
  const words = parseIpAddress(address);
  if (words === null) return 'address';
  const bits = words.length * WORD_BITS;
  if (slashAt < 0) return networkOf(words, bits);
  const isMapped = words.length === 1 && address.includes(':');
  const written = text.slice(slashAt + 1);
  const prefixLength = Number(written) - (isMapped ? MAPPED_BITS : 0);
  if (!/^(0|[1-9]\d{0,2})$/.test(written) || prefixLength > bits) return 'prefix';
  // A mapped address with a shorter prefix has ones of `ffff` among its host bits.
  if (prefixLength < 0) return 'host_bits';
  const network = networkOf(words, prefixLength);
  return words.every((word, at) => (word & ~(network.masks[at] ?? 0)) === 0) ? network : 'host_bits';
}

/** Addresses of the other family are never in it. */
export function networkHolds({ words, masks }: IpNetwork, address: IpAddress): boolean {
  if (address.length !== words.length) return false;
  for (let at = 0; at < words.length; at++) {
    if ((((address[at] ?? 0) ^ (words[at] ?? 0)) & (masks[at] ?? 0)) !== 0) return false;
  }
  return true;
}

/** The one way of writing it: a single address goes without its prefix length. */
export function formatIpNetwork({ words, prefixLength }: IpNetwork): string {
  const address = formatIpAddress(words);
  return prefixLength === words.length * WORD_BITS ? address : `${address}/${prefixLength}`;
}

/** The network of this length that an address lies in. */
export function enclosingNetwork(address: IpAddress, prefixLength: number): IpNetwork {
  const { masks } = networkOf(address, prefixLength);
  return networkOf(
    address.map((word, at) => word & (masks[at] ?? 0)),
    prefixLength,
  );
}

/** The two networks that a network consists of; `null` for a single address. */
export function halvesOf({ words, prefixLength }: IpNetwork): readonly [IpNetwork, IpNetwork] | null {
  if (prefixLength === words.length * WORD_BITS) return null;
  const bit = 1 << (WORD_BITS - 1 - (prefixLength % WORD_BITS));
  const at = Math.floor(prefixLength / WORD_BITS);
  const upper = words.with(at, (words[at] ?? 0) | bit);
  return [networkOf(words, prefixLength + 1), networkOf(upper, prefixLength + 1)];
}

/** The network with these first bits; those behind the prefix have to be zero. */
export function networkOf(words: IpAddress, prefixLength: number): IpNetwork {
  const masks = words.map((_, at) => maskOf(Math.min(Math.max(prefixLength - at * WORD_BITS, 0), WORD_BITS)));
  return { words, prefixLength, masks };
}

/** Shifting by 32 is shifting by none, so no ones at all is a case of its own. */
const maskOf = (ones: number): number => (ones === 0 ? 0 : -1 << (WORD_BITS - ones));
