import type { AuditFault } from '@latchkey/vocabulary';
import type { AuditSeal } from '../ports/audit-seal.port.js';
import {
  type AuditHead,
  CHAIN_START,
  type ChainLink,
  hashOf,
  isSealed,
  type SealedEntry,
  sealOfHash,
} from './audit-chain.js';

export interface BrokenEntry {
  readonly sequence: number;
  /** `null` where it is not an entry that is wrong, or where it is gone. */
  readonly id: string | null;
  readonly why: AuditFault;
}

/** What is known of a chain as far as it has been walked. */
export interface ChainWalk {
  readonly last: ChainLink;
  /** How many entries fit so far. */
  readonly entries: number;
  readonly broken: BrokenEntry | null;
}

/** @param from where to begin; the checkpoint, unless a walk goes on */
export const walkFrom = (from: ChainLink): ChainWalk => ({ last: from, entries: 0, broken: null });

/** The next entry fits where it is sealed, and follows on the last. After the first that does not, nothing is looked at. */
export function step(walk: ChainWalk, entry: SealedEntry, seal: AuditSeal): ChainWalk {
  if (walk.broken !== null) return walk;
  const broken = faultOf(walk.last, entry, seal);
  if (broken !== null) return { ...walk, broken };
  const { sequence, hash } = entry;
  return { last: { sequence, hash }, entries: walk.entries + 1, broken: null };
}

function faultOf({ sequence, hash }: ChainLink, entry: SealedEntry, seal: AuditSeal): BrokenEntry | null {
  const expected = sequence + 1;
  if (entry.sequence > expected) return { sequence: expected, id: null, why: 'missing' };
  const place = { sequence: entry.sequence, id: entry.id };
  if (entry.sequence < expected) return { ...place, why: 'inserted' };
  const fits = entry.hash === hashOf(entry, expected, hash) && entry.seal === sealOfHash(entry.hash, seal);
  return fits ? null : { ...place, why: 'changed' };
}

/** What the end of a chain is held against. */
export interface ChainEnd {
  readonly head: AuditHead | null;
  /** Entries without a place. */
  readonly unchained: number;
  /** Of the installation's chain: heads beside its own; of any other `null`. */
  readonly headCount: number | null;
}

/** The first thing that is wrong, now that the walk has come to the last entry. */
export function verdict(
  { last, broken }: ChainWalk,
  { head, unchained, headCount }: ChainEnd,
  seal: AuditSeal,
): BrokenEntry | null {
  const at = (sequence: number, why: AuditFault): BrokenEntry => ({ sequence, id: null, why });
  if (head === null) {
    const hasEntries = broken !== null || last.sequence > CHAIN_START.sequence;
    return hasEntries ? at(1, 'head_missing') : null;
  }
  const found: BrokenEntry[] = broken === null ? [] : [broken];
  if (broken === null && last.sequence < head.sequence) found.push(at(last.sequence + 1, 'missing'));
  if (broken === null && last.sequence > head.sequence) found.push(at(head.sequence + 1, 'inserted'));
  if (head.doubtedFrom !== null) found.push(at(head.doubtedFrom, 'head_replaced'));
  if (!isSealed(head, seal)) found.push(at(head.sequence, 'head_changed'));
  if (unchained !== head.unchained) found.push(at(0, 'unchained_changed'));
  if (headCount !== null && headCount !== head.chains) found.push(at(head.sequence, 'chain_missing'));
  return found.reduce<BrokenEntry | null>((a, b) => (a === null || b.sequence < a.sequence ? b : a), null);
}

/**
 * The last of the oldest entries that may go: those from before a moment, up to the first that is not. What does not
 * verify stays, and all behind it, lest time do away with the evidence. That entries were removed is itself an entry, and
 * such alone are no reason to remove and write another.
 */
export function removable(
  head: AuditHead,
  oldest: readonly SealedEntry[],
  beforeMs: number,
  seal: AuditSeal,
): ChainLink | null {
  if (head.doubtedFrom !== null || !isSealed(head, seal)) return null;
  let walk = walkFrom(head.checkpoint);
  let isWorthwhile = false;
  for (const entry of oldest) {
    if (entry.atMs >= beforeMs || entry.sequence > head.sequence) break;
    walk = step(walk, entry, seal);
    if (walk.broken !== null) break;
    isWorthwhile ||= entry.action !== 'audit.trimmed';
  }
  return isWorthwhile ? walk.last : null;
}
