import { labelMatches } from './label-match';

describe('the label is typed to confirm', () => {
  it.each([
    ['Billing', 'Billing', true],
    [' Billing  service ', 'Billing service', true],
    ['Cafe\u0301', 'Café', true],
    ['🚀 rocket', '🚀 rocket', true],
    ['billing', 'Billing', false],
    ['', 'Billing', false],
  ])('%s for %s: %s', (typed, label, matches) => expect(labelMatches(typed, label)).toBe(matches));
});
