import { createHash } from 'node:crypto';
import type { AuditSeal } from '../ports/audit-seal.port.js';
import type { AuditEntry } from './audit-entry.js';
import { canonicalJson } from './canonical-json.js';

/** The chain of what concerns no single workspace. Every other chain has the id of its workspace for a name. */
export const INSTALLATION_CHAIN = 'installation';

export const chainOf = ({ workspaceId }: Pick<AuditEntry, 'workspaceId'>): string => workspaceId ?? INSTALLATION_CHAIN;

/** An entry where it stands in its chain. Entries from before there were chains have no place. */
export interface ChainedEntry extends AuditEntry {
  /** From 1, without a gap. */
  readonly sequence: number | null;
  /** SHA-256 of the entry, its place and the hash before it, in hexadecimal. */
  readonly hash: string | null;
}

export interface SealedEntry extends ChainedEntry {
  readonly sequence: number;
  readonly hash: string;
  /** Of the hash. Who has the database and not the server's secret can compute the one, and not the other. */
  readonly seal: string;
}

/** A place in a chain. */
export interface ChainLink {
  readonly sequence: number;
  readonly hash: string;
}

/** Before the first entry. */
export const CHAIN_START: ChainLink = { sequence: 0, hash: '0'.repeat(64) };

/** Where a chain ends, sealed: so it cannot be shortened unseen. */
export interface AuditHead extends ChainLink {
  readonly chain: string;
  /** Entries up to this one have been removed, because they were older than they have to be. */
  readonly checkpoint: ChainLink;
  /** Nothing from this moment on has been removed; `null`: nothing at all. */
  readonly retainedFromMs: number | null;
  /** How many entries there are from before the chain. */
  readonly unchained: number;
  /** Of the installation's head: how many other chains have begun. */
  readonly chains: number;
  /** The first sequence that followed on a head, or on entries, which were not ours; `null`: all were. */
  readonly doubtedFrom: number | null;
  readonly seal: string;
}

export const newHead = (chain: string, unchained: number): AuditHead => ({
  ...CHAIN_START,
  chain,
  checkpoint: CHAIN_START,
  retainedFromMs: null,
  unchained,
  chains: 0,
  doubtedFrom: null,
  seal: '',
});

export const sealedHead = (head: AuditHead, seal: AuditSeal): AuditHead => ({ ...head, seal: sealOfHead(head, seal) });

export const isSealed = (head: AuditHead, seal: AuditSeal): boolean => head.seal === sealOfHead(head, seal);

const sealOfHead = (head: AuditHead, seal: AuditSeal): string => seal.seal(canonicalJson({ ...head, seal: undefined }));

/** What is hashed of an entry: the entry as it is answered, but for its hash, and with the hash before it. */
export function hashOf(entry: AuditEntry, sequence: number, previousHash: string): string {
  const { id, atMs, actor, onBehalfOf, action, workspaceId, targetId, before, after, reason, address, requestId } =
    entry;
  const at = new Date(atMs).toISOString();
  const fields = {
    id,
    at,
    actor,
    onBehalfOf,
    action,
    workspaceId,
    targetId,
    before,
    after,
    reason,
    address,
    requestId,
  };
  return createHash('sha256')
    .update(canonicalJson({ ...fields, sequence, previousHash }))
    .digest('hex');
}

/** The seal of one entry's hash, which is no seal of a head. */
export const sealOfHash = (hash: string, seal: AuditSeal): string => seal.seal(`entry ${hash}`);

export interface Chained {
  /** Sealed. */
  readonly head: AuditHead;
  readonly entries: readonly SealedEntry[];
}

/** Adds entries at the end of their chain. */
export function chained(head: AuditHead, added: readonly AuditEntry[], seal: AuditSeal): Chained {
  let last: ChainLink = head;
  const entries = added.map((entry) => {
    const sequence = last.sequence + 1;
    const hash = hashOf(entry, sequence, last.hash);
    last = { sequence, hash };
    return { ...entry, sequence, hash, seal: sealOfHash(hash, seal) };
  });
  return { head: sealedHead({ ...head, sequence: last.sequence, hash: last.hash }, seal), entries };
}

/**
 * A chain whose end is not as it was left goes on, because a server that stops is no answer to who meddles with its log.
 * The doubt is sealed with the new head, so it is never made good by what follows.
 *
 * @param last the entry with the highest sequence
 */
export function doubted(head: AuditHead, last: ChainLink | null): AuditHead {
  const { sequence, hash } = last !== null && last.sequence > head.sequence ? last : head;
  return { ...head, sequence, hash, doubtedFrom: head.doubtedFrom ?? sequence + 1 };
}
