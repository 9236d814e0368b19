import { addressAttempts } from './sign-in-throttle.js';

test('whoever has one IPv6 address has a whole network of them, which counts as one', () => {
  const network = addressAttempts('2001:db8:1:2::1');
  for (const address of ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:0:0:0:9', '2001:db8:1:2:3::']) {
    expect(addressAttempts(address)).toBe(network);
  }
  expect(addressAttempts('2001:db8:1:3::1')).not.toBe(network);
  expect(addressAttempts('::1')).not.toBe(network);
});

test('IPv4 addresses count one by one, however they are written', () => {
  expect(addressAttempts('192.0.2.1')).not.toBe(addressAttempts('192.0.2.2'));
  expect(addressAttempts('::ffff:192.0.2.1')).toBe(addressAttempts('192.0.2.1'));
});
