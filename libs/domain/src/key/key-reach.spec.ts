import { fieldBeyondReach, type KeyReach, UNRESTRICTED } from './key-reach.js';

const held: KeyReach = { deviceIds: ['dev_1', 'dev_2'], appId: 'app_1', ipAllowlist: ['10.0.0.0/9', '10.128.0.0/9'] };

test('whoever is restricted in nothing grants anything', () => {
  expect(fieldBeyondReach(UNRESTRICTED, held)).toBeNull();
  expect(fieldBeyondReach(UNRESTRICTED, UNRESTRICTED)).toBeNull();
});

test.each<[string, Partial<KeyReach>]>([
  ['as far', held],
  ['fewer devices', { deviceIds: ['dev_2'] }],
  ['narrower networks', { ipAllowlist: ['10.1.0.0/16', '10.200.0.1'] }],
  ['a network that is covered only by two together', { ipAllowlist: ['10.0.0.0/8'] }],
  ['what is not named', {}],
])('%s lies within', (_, granted) => expect(fieldBeyondReach(held, granted)).toBeNull());

test.each<[keyof KeyReach, Partial<KeyReach>]>([
  ['deviceIds', { deviceIds: ['dev_1', 'dev_3'] }],
  ['deviceIds', { deviceIds: [] }],
  ['deviceIds', UNRESTRICTED],
  ['appId', { appId: 'app_2' }],
  ['appId', { appId: null }],
  ['ipAllowlist', { ipAllowlist: ['10.0.0.0/7'] }],
  ['ipAllowlist', { ipAllowlist: ['10.0.0.1', '::1'] }],
  ['ipAllowlist', { ipAllowlist: [] }],
])('%s of %j reaches further', (field, granted) => expect(fieldBeyondReach(held, granted)).toBe(field));
