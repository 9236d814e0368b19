import fc from 'fast-check';
import { formatIpAddress, parseIpAddress } from './ip-address.js';
import { formatIpNetwork, halvesOf, type IpNetwork, networkHolds, parseIpNetwork } from './ip-network.js';

const network = (text: string): IpNetwork => {
  const parsed = parseIpNetwork(text);
  if (typeof parsed === 'string') throw new Error(`${text}: ${parsed}`);
  return parsed;
};

const holds = (text: string, address: string): boolean => {
  const parsed = parseIpAddress(address);
  return parsed !== null && networkHolds(network(text), parsed);
};

describe('what is written in another way is stored in one', () => {
  test.each([
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255', '255.255.255.255'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['::1', '::1'],
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['fe80::/10', 'fe80::/10'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::192.0.2.33', '::c000:221'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1'],
    ['0:0:0:0:0:ffff:10.0.0.1/128', '10.0.0.1'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
  ])('%s as %s', (written, canonical) => {
    expect(formatIpNetwork(network(written))).toBe(canonical);
    expect(formatIpNetwork(network(canonical))).toBe(canonical);
  });
});

describe('what has two readings or none is refused', () => {
  test.each([
    '',
    ' ',
    '10.0.0.1 ',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.256',
    '10.0.0.-1',
    '10.0..1',
    '.10.0.0.1',
    '010.0.0.1',
    '10.0.0.01',
    '10.00.0.1',
    '0x0a.0.0.1',
    '167772161',
    '10.0.0.1:80',
    '１０.0.0.1',
    'localhost',
    ':',
    ':::',
    ':1',
    '1:',
    '1::2::3',
    '::1::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1:2:3:4:5:6:7:8',
    '12345::',
    '::g',
    '::ffff:10.0.0.01',
    '::10.0.0.1:1',
    '::10.0.0',
    '1.2.3.4::',
    '[::1]',
    'fe80::1%eth0',
    'fe80::1%25eth0',
    '0'.repeat(200),
    `::${'0:'.repeat(100)}1`,
  ])('%j is no address', (text) => {
    expect(parseIpNetwork(text)).toBe('address');
    expect(parseIpAddress(text)).toBeNull();
  });

  test.each(['10.0.0.0/', '10.0.0.0/33', '10.0.0.0/08', '10.0.0.0/+8', '10.0.0.0/-1', '10.0.0.0/8/8', '10.0.0.0/8 '])(
    '%j has no prefix',
    (text) => expect(parseIpNetwork(text)).toBe('prefix'),
  );

  test.each(['::/129', '::/1e1', '::/0x8', '::ffff:10.0.0.0/129', '::/064', '::/999', '10.0.0.0/255.0.0.0'])(
    '%j has no prefix either',
    (text) => expect(parseIpNetwork(text)).toBe('prefix'),
  );

  test.each([
    '10.0.0.1/8',
    '10.0.0.1/31',
    '0.0.0.1/0',
    '2001:db8::1/32',
    '::1/0',
    '::ffff:10.0.0.1/104',
    '::ffff:0:0/95',
  ])('%j has bits behind its prefix', (text) => expect(parseIpNetwork(text)).toBe('host_bits'));
});

describe('a network holds its addresses and no others', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.0.0.0/8', '9.255.255.255', false],
    ['192.0.2.128/25', '192.0.2.128', true],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.6', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:a01:203', true],
    ['::ffff:10.0.0.0/104', '10.1.2.3', true],
    ['::/0', '2001:db8::1', true],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '::ffff:10.0.0.1', false],
    ['::a00:1', '10.0.0.1', false],
    ['2001:db8::/33', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['2001:db8::8:0:0/93', '2001:db8::f:ffff:ffff', true],
    ['2001:db8::8:0:0/93', '2001:db8::7:ffff:ffff', false],
    ['::1', '::1', true],
    ['::1', '::2', false],
  ])('%s, %s: %s', (text, address, expected) => expect(holds(text, address)).toBe(expected));
});

const v4 = fc.ipV4().map((text) => ({ text, bits: 32 }));
const v6 = fc.ipV6().map((text) => ({ text, bits: 128 }));

/** An address as one number, by a way that shares nothing with the parser: the one that URLs are read with. */
function numberOf(text: string): { readonly bits: number; readonly value: bigint } {
  const { hostname } = new URL(text.includes(':') ? `http://[${text}]` : `http://${text}`);
  if (!hostname.startsWith('[')) {
    return { bits: 32, value: hostname.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
  }
  const [left = '', right] = hostname.slice(1, -1).split('::');
  const groupsOf = (half: string) => half.split(':').filter((group) => group !== '');
  const [before, after] = [groupsOf(left), groupsOf(right ?? '')];
  const groups = [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after];
  const value = groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
  return value >> 32n === 0xffffn ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

test('membership is agreement in the first bits, whatever the two are', () => {
  let held = 0;
  fc.assert(
    fc.property(fc.oneof(v4, v6), fc.oneof(v4, v6), fc.nat(128), fc.nat(128), ({ text, bits }, other, rough, flip) => {
      const { bits: width, value } = numberOf(text);
      const prefix = rough % (width + 1);
      const rest = BigInt(width - prefix);
      const first = (value >> rest) << rest;
      const parsed = network(`${textOf(first, width)}/${prefix}`);
      // One address that differs in a single bit, and one from anywhere.
      const near = textOf(value ^ (1n << BigInt(flip % width)), width);
      for (const candidate of [text, near, other.text]) {
        const { bits: candidateWidth, value: candidateValue } = numberOf(candidate);
        const expected = candidateWidth === width && candidateValue >> rest === first >> rest;
        const words = parseIpAddress(candidate);
        expect(words === null ? null : networkHolds(parsed, words)).toBe(expected);
        held += Number(expected && candidate !== text);
      }
      return bits > 0;
    }),
    { numRuns: 3000 },
  );
  expect(held).toBeGreaterThan(100);
});

function textOf(value: bigint, width: number): string {
  const units = width === 32 ? 8 : 16;
  const parts = Array.from(
    { length: width / units },
    (_, at) => (value >> BigInt(width - (at + 1) * units)) & ((1n << BigInt(units)) - 1n),
  );
  return width === 32 ? parts.join('.') : parts.map((part) => part.toString(16)).join(':');
}

test('an address is written as RFC 5952 and URLs write it, and read back as it was', () => {
  fc.assert(
    fc.property(fc.oneof(v4, v6), ({ text }) => {
      const words = parseIpAddress(text);
      if (words === null) throw new Error(text);
      const written = formatIpAddress(words);
      expect(parseIpAddress(written)).toEqual(words);
      if (words.length === 4) expect(`[${written}]`).toBe(new URL(`http://[${text}]`).hostname);
    }),
  );
});

test('the halves of a network hold what it holds, and share nothing', () => {
  fc.assert(
    fc.property(fc.oneof(v4, v6), fc.nat(127), ({ text }, rough) => {
      const words = parseIpAddress(text) ?? [];
      const prefix = rough % (words.length * 32);
      const { bits, value } = numberOf(text);
      const rest = BigInt(bits - prefix);
      const halves = halvesOf(network(`${textOf((value >> rest) << rest, bits)}/${prefix}`)) ?? [];
      expect(halves.filter((half) => networkHolds(half, words))).toHaveLength(1);
    }),
  );
  expect(halvesOf(network('10.0.0.1'))).toBeNull();
});
