import type { ChainLink, ChainVerification } from '@latchkey/domain';
import type { AuditFault } from '@latchkey/vocabulary';

const MEANINGS: Readonly<Record<AuditFault, string>> = {
  changed: 'it is not as it was written, or was sealed with another LATCHKEY_SECRET',
  missing: 'it is gone',
  inserted: 'it is one too many',
  head_missing: 'the note of where the chain ends is gone',
  head_changed: 'the note of where the chain ends was changed, or was sealed with another LATCHKEY_SECRET',
  head_replaced: 'what lies before it, or the note of where the chain ended, was not as it was left',
  unchained_changed: 'entries from before the chain were added or removed',
  chain_missing: 'whole chains were added or removed',
  not_as_noted: 'it is not what was noted',
};

/** A line for the person at the terminal. */
export function reportLine({ chain, entries, verifiedThrough, checkpoint, unchained, firstBroken }: ChainVerification) {
  const more = [
    ...(checkpoint.sequence > 0 ? [`1 to ${checkpoint.sequence} removed for their age`] : []),
    ...(unchained > 0 ? [`${unchained} from before the chain, which nothing proves`] : []),
  ];
  const verified = `${entries} entries, verified through ${verifiedThrough}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
  if (firstBroken === null) return `${chain}: ${verified}`;
  const { sequence, id, why } = firstBroken;
  return `${chain}: BROKEN at ${sequence}${id === null ? '' : ` (${id})`}: ${why}, ${MEANINGS[why]}. ${verified}`;
}

export const headLine = (chain: string, { sequence, hash }: ChainLink): string => `${chain} ${sequence} ${hash}`;
