import { OVERLAP_MS_DEFAULT, OVERLAP_MS_MAX } from '@latchkey/vocabulary';
import { OVERLAP_WORDS, overlapSentence } from './overlap-choice';

describe('how long both keys work', () => {
  it('offers the default and nothing that the server refuses', () => {
    expect(OVERLAP_WORDS.map(({ ms }) => ms)).toContain(OVERLAP_MS_DEFAULT);
    expect(Math.max(...OVERLAP_WORDS.map(({ ms }) => ms))).toBeLessThanOrEqual(OVERLAP_MS_MAX);
  });

  it.each([
    [86_400_000, 'now', 'Both keys work for 24 hours, from'],
    [86_400_000, 'first_use', 'until the new one is first used, and for 24 hours after that'],
    [0, 'now', 'programs fail until they have the new one'],
    [0, 'first_use', 'refused from that moment on'],
  ] as const)('%d, %s', (ms, starts, words) => expect(overlapSentence(ms, starts)).toContain(words));
});
