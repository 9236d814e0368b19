import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { KEY_ENVIRONMENTS } from '@latchkey/vocabulary';
import {
  BASE62,
  checkedFormat,
  checksumOf,
  fingerprintOf,
  generateSecret,
  isWellFormed,
  LOWER_ALPHANUMERIC,
  LOWER_HEX,
  type SecretFormat,
  secretLengthOf,
  secretPrefixOf,
} from './secret-format.js';

const random = { bytes: (count: number) => randomBytes(count) };

const OWN = checkedFormat('lk');
const MESSAGESMART: SecretFormat = {
  prefix: 'ms',
  namesEnvironment: true,
  alphabet: LOWER_ALPHANUMERIC,
  bodyLength: 20,
  checksum: false,
  visibleBodyLength: 4,
};
const WHATOMATE: SecretFormat = {
  prefix: 'whm',
  namesEnvironment: false,
  alphabet: LOWER_HEX,
  bodyLength: 32,
  checksum: false,
  visibleBodyLength: 8,
};

const formats = fc.constantFrom(OWN, MESSAGESMART, WHATOMATE);
const environments = fc.constantFrom(...KEY_ENVIRONMENTS);

test("the checksum is the one of GitHub's published example", () => {
  expect(checksumOf('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')).toBe('0mLq17');
});

test('what is generated is well-formed, of its environment, and shows only start and last four', () => {
  fc.assert(
    fc.property(formats, environments, (format, environment) => {
      const secret = generateSecret(format, environment, random);
      expect(isWellFormed(format, secret.text)).toBe(true);
      expect(secret.text.startsWith(secret.start)).toBe(true);
      expect(secret.text.startsWith(secretPrefixOf(format, environment))).toBe(true);
      expect(secret.text.length).toBe(secretLengthOf(format));
      expect(secret.text.endsWith(secret.last4)).toBe(true);
      expect(secret.start.includes(`_${environment}_`)).toBe(format.namesEnvironment);
      expect(secret.start.length).toBeGreaterThanOrEqual(12);
    }),
  );
});

test('any change of one character of a checked secret is refused without a look-up', () => {
  fc.assert(
    fc.property(environments, fc.nat(), fc.constantFrom(...BASE62), (environment, at, replacement) => {
      const { text } = generateSecret(OWN, environment, random);
      const index = at % text.length;
      fc.pre(text.charAt(index) !== replacement);
      expect(isWellFormed(OWN, text.slice(0, index) + replacement + text.slice(index + 1))).toBe(false);
    }),
  );
});

test('a secret that is cut or lengthened is refused', () => {
  fc.assert(
    fc.property(formats, environments, fc.nat(), fc.string({ minLength: 1 }), (format, environment, at, tail) => {
      const { text } = generateSecret(format, environment, random);
      expect(isWellFormed(format, text.slice(0, at % text.length))).toBe(false);
      expect(isWellFormed(format, text + tail)).toBe(false);
    }),
  );
});

test('no text whatever makes the check throw, and none of another format passes', () => {
  fc.assert(
    fc.property(formats, fc.string({ unit: 'binary', maxLength: 80 }), (format, text) => {
      expect(isWellFormed(format, text)).toBe(false);
    }),
  );
  expect(isWellFormed(OWN, generateSecret(WHATOMATE, 'live', random).text)).toBe(false);
});

test('every character of the alphabet is equally likely, whatever its length', () => {
  const counts = new Map<string, number>();
  const everyByteOnce = { bytes: (count: number) => Uint8Array.from({ length: count }, () => next++ % 256) };
  let next = 0;
  for (let i = 0; i < 248 * 2; i++) {
    for (const character of generateSecret({ ...MESSAGESMART, bodyLength: 36 }, 'live', everyByteOnce).text.slice(8)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const shares = [...LOWER_ALPHANUMERIC].map((character) => counts.get(character) ?? 0);
  expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.1);
});

test('what stays hidden of a secret is beyond guessing', () => {
  for (const { alphabet, bodyLength, visibleBodyLength, checksum } of [OWN, MESSAGESMART, WHATOMATE]) {
    const bitsPerCharacter = Math.log2(alphabet.length);
    const shownAtTheEnd = checksum ? 0 : 4;
    const hiddenBits = (bodyLength - visibleBodyLength - shownAtTheEnd) * bitsPerCharacter - (checksum ? 32 : 0);
    expect(hiddenBits).toBeGreaterThan(60);
  }
});

test('a fingerprint is SHA-256 in lower-case hex', () => {
  expect(fingerprintOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
