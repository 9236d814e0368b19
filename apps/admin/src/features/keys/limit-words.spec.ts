import { quotaText, rateText } from './limit-words';

describe('limits are said as people say them', () => {
  it.each([
    [{ limit: 10, windowMs: 1_000 }, '10 requests a second'],
    [{ limit: 1, windowMs: 60_000 }, '1 request a minute'],
    [{ limit: 5_000, windowMs: 3_600_000 }, '5,000 requests an hour'],
    [{ limit: 7, windowMs: 90_000 }, '7 requests per 90 seconds'],
  ])('%j', (rate, words) => expect(rateText(rate)).toBe(words));

  it('a quota by its period', () =>
    expect(quotaText({ limit: 1_000, period: 'month' })).toBe('1,000 requests a month'));
});
