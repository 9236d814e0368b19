import type { AuditFault } from '@latchkey/vocabulary';

const figures = new Intl.NumberFormat('en-GB');

/** What is wrong with a chain, from this entry on. */
export function faultSentence(why: AuditFault, sequence: number): string {
  const entry = `Entry ${figures.format(sequence)}`;
  switch (why) {
    case 'changed':
      return `${entry} is not as it was written, or was sealed with another LATCHKEY_SECRET.`;
    case 'missing':
      return `${entry} is gone.`;
    case 'inserted':
      return `${entry} is one too many: Latchkey did not write it.`;
    case 'head_missing':
      return `The note of where the log ends is gone.`;
    case 'head_changed':
      return `The note of where the log ends was changed.`;
    case 'head_replaced':
      return `Before entry ${figures.format(sequence)} the end of the log was changed, and it has gone on since.`;
    case 'unchained_changed':
      return `Entries from before entries were chained were added or removed.`;
    case 'chain_missing':
      return `The log of a whole workspace was added or removed.`;
    case 'not_as_noted':
      return `It verifies, and is not what was noted elsewhere.`;
  }
}
