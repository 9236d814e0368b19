import { throttledNetworkOf } from './throttled-network.js';

test('whoever has one IPv6 address has a whole network of them, which counts as one', () => {
  const network = throttledNetworkOf('2001:db8:1:2::1');
  expect(network).toBe('2001:db8:1:2::/64');
  for (const address of ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:0:0:0:9', '2001:db8:1:2:3::']) {
    expect(throttledNetworkOf(address)).toBe(network);
  }
  expect(throttledNetworkOf('2001:db8:1:3::1')).not.toBe(network);
  expect(throttledNetworkOf('::1')).not.toBe(network);
});

test('IPv4 addresses count one by one, however they are written', () => {
  expect(throttledNetworkOf('192.0.2.1')).not.toBe(throttledNetworkOf('192.0.2.2'));
  expect(throttledNetworkOf('::ffff:192.0.2.1')).toBe(throttledNetworkOf('192.0.2.1'));
});

test.each([null, '', 'unknown', 'fe80::1%eth0', 'x'.repeat(10_000)])('%.20j has no network of its own', (address) => {
  expect(throttledNetworkOf(address)).toBe('unknown');
});
