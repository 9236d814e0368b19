import { chosenExpiryMs, endOfDayMs, expiryForRequest } from './expiry-choice';

const NOW = Date.UTC(2026, 5, 1, 9);
const DAY_MS = 86_400_000;

describe('an expiry is what was chosen, and the default is left to the server', () => {
  it('sends nothing for the default', () => expect(expiryForRequest('default', '', NOW)).toEqual({}));
  it('sends null for no expiry', () => expect(expiryForRequest('never', '', NOW)).toEqual({ expiresAt: null }));
  it('counts days', () =>
    expect(expiryForRequest('90', '', NOW)).toEqual({ expiresAt: new Date(NOW + 90 * DAY_MS).toISOString() }));

  it('takes a chosen day to its end', () => {
    const end = endOfDayMs('2026-12-24') ?? 0;
    expect(new Date(end).getDate()).toBe(24);
    expect(new Date(end + 1000).getDate()).toBe(25);
  });

  it('shows what the default will come to', () => {
    expect(chosenExpiryMs('default', '', 365, NOW)).toBe(NOW + 365 * DAY_MS);
    expect(chosenExpiryMs('default', '', null, NOW)).toBeNull();
    expect(chosenExpiryMs('custom', '', null, NOW)).toBeUndefined();
  });
});
