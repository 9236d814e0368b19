import { relativeTo, waitText } from './moment';

const NOW = Date.UTC(2026, 2, 10, 12);
const DAY_MS = 86_400_000;

describe('moments are told as people say them', () => {
  it.each([
    [NOW - 5_000, 'just now'],
    [NOW + 5_000, 'in less than a minute'],
    [NOW - 120_000, '2 minutes ago'],
    [NOW + 3 * 3_600_000, 'in 3 hours'],
    [NOW - DAY_MS, 'yesterday'],
    [NOW + DAY_MS, 'tomorrow'],
    [NOW + 89 * DAY_MS, 'in 89 days'],
    [NOW + 365 * DAY_MS, 'in 12 months'],
    [NOW - 800 * DAY_MS, '2 years ago'],
  ])('%d', (momentMs, text) => expect(relativeTo(momentMs, NOW)).toBe(text));

  it.each([
    [1, '1 second'],
    [45, '45 seconds'],
    [91, '2 minutes'],
    [900, '15 minutes'],
  ])('never asks to come back too early: %d s', (seconds, text) => expect(waitText(seconds)).toBe(text));
});
