import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { KeyEnvironment } from '@latchkey/vocabulary';
import type { Random } from '../ports/random.port.js';

export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const LOWER_ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyz';
export const LOWER_HEX = '0123456789abcdef';

const CHECKSUM_LENGTH = 6;

/** How an API's secrets look. Data: a wire profile names one. */
export interface SecretFormat {
  /** In front of everything, without the underscore that follows it. */
  readonly prefix: string;
  /** Whether `live_` or `test_` follows the prefix. Where it does not, only the record tells the environment. */
  readonly namesEnvironment: boolean;
  readonly alphabet: string;
  /** Random characters, without the checksum. */
  readonly bodyLength: number;
  /** Whether six characters of CRC-32 follow the body, so that a typing error is refused without a look-up. */
  readonly checksum: boolean;
  /** How many characters of the body may be displayed. What stays hidden must stay beyond guessing. */
  readonly visibleBodyLength: number;
}

/** Latchkey's own format: 178 random bits and a checksum, behind a prefix that scanners can search for. */
export const checkedFormat = (prefix: string): SecretFormat => ({
  prefix,
  namesEnvironment: true,
  alphabet: BASE62,
  bodyLength: 30,
  checksum: true,
  visibleBodyLength: 6,
});

export interface Secret {
  /** The whole string. Shown once; nothing may store or log it. */
  readonly text: string;
  readonly environment: KeyEnvironment;
  readonly start: string;
  readonly last4: string;
}

/**
 * CRC-32 of the body in base62, left-padded with zeros to six characters: the scheme of GitHub's tokens
 * (github.blog, "Behind GitHub's new authentication token formats", 2021).
 */
export function checksumOf(body: string): string {
  let digits = '';
  for (let rest = crc32(body); rest > 0; rest = Math.floor(rest / 62)) digits = BASE62.charAt(rest % 62) + digits;
  return digits.padStart(CHECKSUM_LENGTH, '0');
}

/** What every secret of an environment begins with. */
export const secretPrefixOf = (format: SecretFormat, environment: KeyEnvironment): string =>
  format.namesEnvironment ? `${format.prefix}_${environment}_` : `${format.prefix}_`;

/** Of a whole secret, in either environment: their names are equally long. */
export const secretLengthOf = (format: SecretFormat): number =>
  secretPrefixOf(format, 'live').length + lengthAfterPrefix(format);

const lengthAfterPrefix = ({ bodyLength, checksum }: SecretFormat): number =>
  bodyLength + (checksum ? CHECKSUM_LENGTH : 0);

export function generateSecret(format: SecretFormat, environment: KeyEnvironment, random: Random): Secret {
  const prefix = secretPrefixOf(format, environment);
  const body = randomText(format.alphabet, format.bodyLength, random);
  const text = prefix + body + (format.checksum ? checksumOf(body) : '');
  return {
    text,
    environment,
    start: prefix + body.slice(0, format.visibleBodyLength),
    last4: text.slice(-4),
  };
}

/** Whether a presented text can be a secret of this format at all. Needs no look-up and tells nothing of what exists. */
export function isWellFormed(format: SecretFormat, text: string): boolean {
  const prefixLength = matchedPrefixLength(format, text);
  if (prefixLength === 0 || text.length !== prefixLength + lengthAfterPrefix(format)) return false;
  const bodyEnd = prefixLength + format.bodyLength;
  for (let i = prefixLength; i < bodyEnd; i++) if (!format.alphabet.includes(text.charAt(i))) return false;
  return !format.checksum || checksumOf(text.slice(prefixLength, bodyEnd)) === text.slice(bodyEnd);
}

/** SHA-256, 64 lower-case hex characters: all that is kept. High-entropy secrets need no slow hash. */
export const fingerprintOf = (secretText: string): string => hash('sha256', secretText, 'hex');

function matchedPrefixLength(format: SecretFormat, text: string): number {
  if (!format.namesEnvironment)
    return text.startsWith(secretPrefixOf(format, 'live')) ? secretPrefixOf(format, 'live').length : 0;
  const prefix = secretPrefixOf(format, 'live');
  return text.startsWith(prefix) || text.startsWith(secretPrefixOf(format, 'test')) ? prefix.length : 0;
}

/** Bytes past the largest multiple of the alphabet's length are thrown away: a plain remainder would favour its start. */
function randomText(alphabet: string, length: number, random: Random): string {
  const usable = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of random.bytes(length - text.length))
      if (byte < usable) text += alphabet.charAt(byte % alphabet.length);
  }
  return text;
}
