import { rangeHolds, shutsOut } from './ip-range';

it.each([
  ['192.0.2.0/24', '192.0.2.7', true],
  ['192.0.2.0/24', '192.0.3.7', false],
  ['192.0.2.7', '192.0.2.7', true],
  ['192.0.2.7', '192.0.2.8', false],
  ['0.0.0.0/0', '203.0.113.1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:1::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
  ['::/0', '2001:db8::1', true],
  ['::/0', '192.0.2.7', false],
  ['192.0.2.0/24', '::ffff:192.0.2.7', true],
  ['::ffff:192.0.2.0/120', '192.0.2.7', true],
  ['192.0.2.0/33', '192.0.2.7', false],
  ['192.0.02.0/24', '192.0.2.7', false],
  ['nonsense', '192.0.2.7', false],
  ['2001:db8::g', '2001:db8::1', false],
])('%s holds %s: %s', (range, address, expected) => expect(rangeHolds(range, address)).toBe(expected));

it('an empty list shuts nobody out, a list all who are in none of its ranges', () => {
  expect(shutsOut([], '192.0.2.7')).toBe(false);
  expect(shutsOut(['198.51.100.0/24', '192.0.2.0/24'], '192.0.2.7')).toBe(false);
  expect(shutsOut(['198.51.100.0/24'], '192.0.2.7')).toBe(true);
});
