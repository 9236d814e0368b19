import type { OverlapStart } from '@latchkey/vocabulary';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const OVERLAP_WORDS: readonly { readonly ms: number; readonly words: string }[] = [
  { ms: HOUR_MS, words: '1 hour' },
  { ms: DAY_MS, words: '24 hours' },
  { ms: 7 * DAY_MS, words: '7 days' },
  { ms: 30 * DAY_MS, words: '30 days' },
  { ms: 0, words: 'Not at all' },
];

/** What a rotation will do, said before it is done. */
export function overlapSentence(overlapMs: number, starts: OverlapStart): string {
  const words = OVERLAP_WORDS.find(({ ms }) => ms === overlapMs)?.words ?? `${overlapMs / HOUR_MS} hours`;
  if (overlapMs === 0) {
    return starts === 'now'
      ? 'The old key is refused from the moment you press Rotate key: programs fail until they have the new one.'
      : 'The old key works until the new one is first used, and is refused from that moment on.';
  }
  return starts === 'now'
    ? `Both keys work for ${words}, from the moment you press Rotate key. Then the old one is refused.`
    : `Both keys work until the new one is first used, and for ${words} after that. Then the old one is refused.`;
}
