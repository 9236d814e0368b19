import { clientNetwork, ClientNetworks } from './client-network.js';

test.each([
  ['198.51.100.7', '198.51.100.0/24'],
  ['198.51.100.255', '198.51.100.0/24'],
  ['255.255.255.255', '255.255.255.0/24'],
  ['::ffff:198.51.100.7', '198.51.100.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:DB8:1:ffff::', '2001:db8:1::/48'],
  ['::1', '::/48'],
])('%s is counted under %s', (address, network) => expect(clientNetwork(address)).toBe(network));

test.each(['', 'unknown', '198.51.100.7:443', 'fe80::1%eth0', 'x'.repeat(10_000)])('%j is no address', (text) => {
  expect(clientNetwork(text)).toBeNull();
  expect(new ClientNetworks().of(text)).toBeNull();
});

test('more addresses than are remembered change nothing in the answers', () => {
  const networks = new ClientNetworks(3);
  for (let round = 0; round < 3; round++) {
    for (let at = 0; at < 10; at++) expect(networks.of(`10.0.${at}.1`)).toBe(`10.0.${at}.0/24`);
  }
});
