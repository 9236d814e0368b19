/** How long from now; `0`: at once. */
export const REVOCATION_DELAYS = [0, 3_600_000, 86_400_000, 604_800_000] as const;
export type RevocationDelay = (typeof REVOCATION_DELAYS)[number];

export const DELAY_WORDS: Readonly<Record<RevocationDelay, string>> = {
  0: 'Now',
  3_600_000: 'In 1 hour',
  86_400_000: 'In 24 hours',
  604_800_000: 'In 7 days',
};

/** Those that would end the key before something else does: a revocation that is scheduled is only ever brought forward. */
export const delaysBefore = (endsAt: string | null, nowMs: number): readonly RevocationDelay[] =>
  REVOCATION_DELAYS.filter((delay) => endsAt === null || delay === 0 || nowMs + delay < Date.parse(endsAt));

/** As the request wants it: left out, at once. */
export const timeForRequest = (delay: RevocationDelay, nowMs: number): { at?: string } =>
  delay === 0 ? {} : { at: new Date(nowMs + delay).toISOString() };
