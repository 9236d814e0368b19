import type { SeenNetwork } from '../ports/usage-signal-store.port.js';
import { isNewNetwork } from './unusual-use.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const seen = (network: string, day: number, keyId = 'key_1'): SeenNetwork => ({
  workspaceId: 'ws_1',
  keyId,
  network,
  firstSeenAtMs: day * DAY_MS,
});
const ofDay = (day: number, countMax: number): SeenNetwork[] =>
  Array.from({ length: countMax }, (_, i) => seen(`10.0.${i}.0/24`, day));

test.each([
  ['the first of all', seen('192.0.2.0/24', 100), [], false],
  ['one while networks are being learnt', seen('192.0.2.0/24', 6.9), ofDay(0, 1), false],
  ['one right after that', seen('192.0.2.0/24', 7), ofDay(0, 1), true],
  ['of IPv6', seen('2001:db8::/48', 30), ofDay(0, 1), true],
  ['one of the key before', seen('192.0.2.0/24', 30), [...ofDay(0, 1), seen('192.0.2.0/24', -50, 'key_0')], false],
  [
    'one that the key before did not have',
    seen('192.0.2.0/24', 30),
    [...ofDay(0, 1), seen('1.2.3.0/24', -50, 'key_0')],
    true,
  ],
  ['the first of a key whose predecessor is old', seen('192.0.2.0/24', 30), [seen('1.2.3.0/24', -50, 'key_0')], false],
  ['the nineteenth', seen('192.0.2.0/24', 30), ofDay(0, 18), true],
  ['one of a key on the move', seen('192.0.2.0/24', 30), ofDay(0, 19), false],
])('a network that is %s', (_, one, others, expected) => {
  expect(isNewNetwork(one, [...others, one], 7)).toBe(expected);
});
