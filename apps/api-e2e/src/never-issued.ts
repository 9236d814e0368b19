import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A secret that is well-formed down to its checksum, another each time, and nobody's. */
export function neverIssued(prefix = 'lk'): string {
  const body = Array.from({ length: 30 }, () => BASE62.charAt(randomInt(62))).join('');
  let checksum = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) checksum = BASE62.charAt(rest % 62) + checksum;
  return `${prefix}_live_${body}${checksum.padStart(6, '0')}`;
}
