/** An address as a number of so many bits: one of IPv4 has 32, one of IPv6 has 128. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;
const MAPPED_BITS = 96;

function parseIpv4(text: string): Address | null {
  const octets = IPV4.exec(text)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) return null;
  return { bits: 32, value: octets.reduce((value, octet) => (value << 8n) | BigInt(octet), 0n) };
}

/** Browsers know all the ways of writing one, and answer with the shortest. */
function parseIpv6(text: string): Address | null {
  const address = `http://[${text}]`;
  if (!/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(address)) return null;
  const [head = '', tail] = new URL(address).hostname.slice(1, -1).split('::', 2);
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':').map((group) => BigInt(`0x${group}`)));
  const [first, last] = [groupsOf(head), groupsOf(tail ?? '')];
  const gap = new Array<bigint>(8 - first.length - last.length).fill(0n);
  const value = [...first, ...gap, ...last].reduce((sum, group) => (sum << 16n) | group, 0n);
  // An IPv4-mapped one is the IPv4 address that it stands for.
  return value >> 32n === 0xffffn ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

const parseAddress = (text: string): Address | null => (text.includes(':') ? parseIpv6(text) : parseIpv4(text));

/**
 * Whether an address lies in a range (CIDR, or one address). Only to warn by: the server decides, and refuses a range
 * that cannot be read; here none holds anything.
 */
export function rangeHolds(range: string, address: string): boolean {
  const [start = '', prefix] = range.split('/', 2);
  const [first, asked] = [parseAddress(start), parseAddress(address)];
  if (first === null || asked === null || first.bits !== asked.bits) return false;
  const isMapped = first.bits === 32 && start.includes(':');
  const length = prefix === undefined ? first.bits : Number(prefix) - (isMapped ? MAPPED_BITS : 0);
  if (!Number.isInteger(length) || length < 0 || length > first.bits) return false;
  const hostBits = BigInt(first.bits - length);
  return first.value >> hostBits === asked.value >> hostBits;
}

/** An empty list shuts nobody out. */
export const shutsOut = (ranges: readonly string[], address: string): boolean =>
  ranges.length > 0 && !ranges.some((range) => rangeHolds(range, address));
