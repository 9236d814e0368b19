import { aRecord, aRequest } from './a-record.fixture.js';
import { addressIsAllowed } from './ip-allowlist.policy.js';

const outcome = (clientAddress: string | null, key: readonly string[], workspace: readonly string[]) =>
  addressIsAllowed(aRequest({ clientAddress }), aRecord({ ipAllowlist: key }, { ipAllowlist: workspace }), 0)?.reason ??
  'passes';

test.each([
  ['192.0.2.1', [], [], 'passes'],
  ['192.0.2.1', ['192.0.2.0/24'], [], 'passes'],
  ['192.0.3.1', ['192.0.2.0/24'], [], 'ip_denied'],
  ['192.0.2.1', [], ['192.0.2.0/24'], 'passes'],
  ['192.0.3.1', [], ['192.0.2.0/24'], 'ip_denied'],
  ['192.0.2.1', ['192.0.2.0/24'], ['192.0.0.0/16'], 'passes'],
  ['192.0.3.1', ['192.0.2.0/24'], ['192.0.0.0/16'], 'ip_denied'],
  ['192.0.2.1', ['192.0.2.0/24'], ['10.0.0.0/8'], 'ip_denied'],
  ['::ffff:192.0.2.1', ['192.0.2.1'], [], 'passes'],
  ['::ffff:c000:201', ['192.0.2.1'], [], 'passes'],
  ['2001:db8::1', ['10.0.0.0/8', '2001:db8::/32'], [], 'passes'],
  ['2001:db9::1', ['10.0.0.0/8', '2001:db8::/32'], [], 'ip_denied'],
])('%s, key %j, workspace %j: %s', (address, key, workspace, expected) => {
  expect(outcome(address, key, workspace)).toBe(expected);
});

test.each([null, '', 'unknown', '192.0.2.1:443', '192.0.2.1, 192.0.2.2', 'fe80::1%eth0'])(
  'an address that cannot be read is in no list: %j',
  (address) => {
    expect(outcome(address, ['0.0.0.0/0', '::/0'], [])).toBe('ip_denied');
    expect(outcome(address, [], [])).toBe('passes');
  },
);
