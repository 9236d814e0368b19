/**
 * An address as its 32-bit words, the most significant first: one for IPv4, four for IPv6. An IPv4-mapped IPv6 address
 * (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2) is the IPv4 address that it stands for.
 *
 * Own parsers, because every request of a restricted key passes through here: a loop over character codes takes a
 * tenth of what a library takes, and none of them refuses all that has two readings.
 */
export type IpAddress = readonly number[];

/** `::ffff:255.255.255.255`, written without abbreviation. */
const LENGTH_MAX = 45;

const DOT = 46;
const COLON = 58;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** `null` for what is no address: zone ids, ports, blanks, octets with leading zeros among it. */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > LENGTH_MAX) return null;
  if (text.includes(':')) {
    const groups = parseGroups(text);
    return groups && toWords(groups);
  }
  const word = parseIpv4(text);
  return word === null ? null : [word];
}

/** Four decimal octets. A leading zero is refused: some read the octet as octal, and so as another address. */
function parseIpv4(text: string): number | null {
  let word = 0;
  let octets = 0;
  let octet = 0;
  let digits = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : DOT;
    if (code === DOT) {
      if (digits === 0 || octets === 4) return null;
      word = (word << 8) | octet;
      octets++;
      octet = digits = 0;
    } else {
      if (code < DIGIT_0 || code > DIGIT_9 || (digits > 0 && octet === 0)) return null;
      octet = octet * 10 + code - DIGIT_0;
      digits++;
      if (octet > 255) return null;
    }
  }
  return octets === 4 ? word : null;
}

/** The eight groups of sixteen bits of an IPv6 address. */
function parseGroups(text: string): readonly number[] | null {
  const groups: number[] = [];
  let gapAt = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gapAt = 0;
    at = 2;
  }
  while (at < text.length) {
    const end = endOfGroup(text, at);
    if (text.charCodeAt(end) === DOT) {
      const tail = parseIpv4(text.slice(at));
      if (tail === null) return null;
      groups.push(tail >>> 16, tail & 0xffff);
      break;
    }
    if (end === at || end - at > 4) return null;
    groups.push(hexAt(text, at, end));
    if (end === text.length) break;
    if (text.charCodeAt(end) !== COLON || end + 1 === text.length) return null;
    at = end + 1;
    if (text.charCodeAt(at) === COLON) {
      if (gapAt >= 0) return null;
      gapAt = groups.length;
      at++;
    }
  }
  if (gapAt < 0) return groups.length === 8 ? groups : null;
  // A gap stands for at least one group.
  return groups.length < 8 ? groups.toSpliced(gapAt, 0, ...new Array<number>(8 - groups.length).fill(0)) : null;
}

function endOfGroup(text: string, start: number): number {
  let end = start;
  while (end < text.length && hexDigit(text.charCodeAt(end)) >= 0) end++;
  return end;
}

function hexAt(text: string, start: number, end: number): number {
  let group = 0;
  for (let at = start; at < end; at++) group = group * 16 + hexDigit(text.charCodeAt(at));
  return group;
}

function hexDigit(code: number): number {
  if (code >= DIGIT_0 && code <= DIGIT_9) return code - DIGIT_0;
  const letter = code | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function toWords(groups: readonly number[]): IpAddress {
  const word = (at: number): number => ((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0);
  const words = [word(0), word(2), word(4), word(6)];
  const isMapped = words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
  return isMapped ? words.slice(3) : words;
}

/** The one way of writing it: dotted decimal, or RFC 5952. */
export function formatIpAddress(words: IpAddress): string {
  const [first = 0] = words;
  if (words.length === 1) return [first >>> 24, (first >>> 16) & 255, (first >>> 8) & 255, first & 255].join('.');
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
  const gap = longestZeros(groups);
  const hex = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return gap.length < 2 ? hex(0, 8) : `${hex(0, gap.start)}::${hex(gap.start + gap.length, 8)}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, at) => {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: at + 1 - length, length };
  });
  return longest;
}
