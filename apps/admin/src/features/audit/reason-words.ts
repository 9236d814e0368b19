import type { RevocationReason } from '@latchkey/vocabulary';

const OF_REVOCATIONS: Readonly<Record<RevocationReason, string>> = {
  compromised: 'it may have leaked',
  superseded: 'another key replaces it',
  unused: 'nobody uses it any more',
  owner_left: 'its owner has left',
  policy: 'a policy asks for it',
  administrative: 'another administrative reason',
};

/** Reasons that the vocabulary has words for; the others are what somebody wrote. */
export const REASON_WORDS: Readonly<Record<string, string | undefined>> = OF_REVOCATIONS;
