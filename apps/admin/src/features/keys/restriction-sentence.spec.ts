import { restrictionSentence } from './restriction-sentence';

const NONE = {
  deviceIds: [],
  ipAllowlist: [],
  rateLimit: null,
  quota: null,
  appName: null,
  deviceNameOf: (id: string) => `Phone ${id}`,
};

describe('a sentence says how a key is narrowed down', () => {
  it('is not there where it is not', () => expect(restrictionSentence(NONE)).toBe(''));

  it('names devices, addresses, the app and the limits', () =>
    expect(
      restrictionSentence({
        ...NONE,
        deviceIds: ['1', '2'],
        ipAllowlist: ['10.0.0.0/8'],
        rateLimit: { limit: 10, windowMs: 1_000 },
        quota: { limit: 500, period: 'day' },
        appName: 'Till',
      }),
    ).toBe(
      'It touches only the devices Phone 1 and Phone 2, is accepted only from 10.0.0.0/8, is refused without the app ' +
        'key of Till and makes at most 10 requests a second and 500 requests a day.',
    ));

  it('counts addresses where there are many', () =>
    expect(restrictionSentence({ ...NONE, ipAllowlist: ['a', 'b', 'c', 'd'] })).toBe(
      'It is accepted only from 4 addresses and ranges.',
    ));
});
