import { amountOf, amountText, amountWithin } from './amount';

describe('an amount, or nothing for no limit', () => {
  it.each([
    ['', null],
    [' ', null],
    ['0', 0],
    ['1000', 1000],
  ])('%j', (text, amount) => {
    expect(amountOf(text)).toBe(amount);
    expect(amountWithin(0, 1000)(text)).toBe(true);
  });

  it.each(['-1', '1.5', '1001', 'many', '1e2'])('%j is none', (text) =>
    expect(amountWithin(0, 1000)(text)).toBe('Enter a whole number from 0 to 1,000, or nothing.'),
  );

  it('comes back as it was', () => expect([null, 0, 7].map(amountText)).toEqual(['', '0', '7']));
});
