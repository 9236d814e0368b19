import fc from 'fast-check';
import { parseIpAddress } from './ip-address.js';
import { allowlistCovers, allowlistHolds, canonicalAllowlist, readAllowlist } from './ip-allowlist.js';

test('a list is stored canonically, each network once', () => {
  const entries = ['10.0.0.1', '::ffff:10.0.0.1', '2001:0DB8::/32', '10.0.0.1/32'];
  expect(canonicalAllowlist('ipAllowlist', entries)).toEqual(['10.0.0.1', '2001:db8::/32']);
});

test.each([
  ['010.0.0.1', /address/],
  ['fe80::1%eth0', /zone/],
  ['10.0.0.1/8', /behind its prefix/],
  ['10.0.0.0/33', /prefix length/],
])('%s is refused by the name of its place, and not repeated', (entry, text) => {
  const refused = expect.objectContaining({ code: 'invalid_request', field: 'ipAllowlist.1' });
  const read = () => canonicalAllowlist('ipAllowlist', ['10.0.0.1', entry]);
  expect(read).toThrow(refused);
  expect(read).toThrow(text);
});

test('a stored entry that cannot be read is an error, not a gap', () => {
  expect(() => readAllowlist(['10.0.0.1', 'nonsense'])).toThrow('cannot be read');
});

test.each([
  [['10.0.0.0/8'], ['10.1.0.0/16', '10.0.0.1'], true],
  [['10.0.0.0/8'], ['10.0.0.0/7'], false],
  [['10.0.0.0/9', '10.128.0.0/9'], ['10.0.0.0/8'], true],
  [['10.0.0.0/9', '10.128.0.0/10'], ['10.0.0.0/8'], false],
  [['0.0.0.0/0'], ['::/0'], false],
  [['::/0'], ['10.0.0.1'], false],
  [['::/1', '8000::/1'], ['::/0'], true],
  [['2001:db8::/32'], ['2001:db8::1', '10.0.0.1'], false],
  [['10.0.0.0/8'], [], true],
])('%j covers %j: %s', (outer, inner, expected) => {
  expect(allowlistCovers(readAllowlist(outer), readAllowlist(inner))).toBe(expected);
});

const networksOf = (last: number) =>
  fc.uniqueArray(
    fc.nat(255).chain((octet) => fc.integer({ min: 24, max: 32 }).map((prefix) => within(octet, prefix))),
    { maxLength: last },
  );

const within = (octet: number, prefix: number): string => `192.0.2.${octet & (0xff << (32 - prefix)) & 0xff}/${prefix}`;

test('one list covers another exactly when it holds every address of it', () => {
  const verdicts = new Set<boolean>();
  const addresses = Array.from({ length: 256 }, (_, octet) => parseIpAddress(`192.0.2.${octet}`) ?? []);
  fc.assert(
    fc.property(networksOf(6), networksOf(2), (outerTexts, innerTexts) => {
      const [outer, inner] = [readAllowlist(outerTexts), readAllowlist(innerTexts)];
      const expected = addresses.every((each) => !allowlistHolds(inner, each) || allowlistHolds(outer, each));
      expect(allowlistCovers(outer, inner)).toBe(expected);
      if (inner.length > 0) verdicts.add(expected);
    }),
    { numRuns: 1000 },
  );
  expect(verdicts.size).toBe(2);
});
