import { delaysBefore, REVOCATION_DELAYS, timeForRequest } from './revocation-time';

const NOW = Date.parse('2026-06-01T00:00:00.000Z');

describe('when a key is revoked', () => {
  it('leaves out the time for at once', () => expect(timeForRequest(0, NOW)).toEqual({}));
  it('counts from now', () => expect(timeForRequest(3_600_000, NOW)).toEqual({ at: '2026-06-01T01:00:00.000Z' }));
  it('offers all where nothing else ends the key', () => expect(delaysBefore(null, NOW)).toEqual(REVOCATION_DELAYS));
  it('offers only what brings a scheduled end forward', () =>
    expect(delaysBefore('2026-06-01T12:00:00.000Z', NOW)).toEqual([0, 3_600_000]));
  it('always offers at once', () => expect(delaysBefore('2026-05-01T00:00:00.000Z', NOW)).toEqual([0]));
});
