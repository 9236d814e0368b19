import type { AuditAction } from '@latchkey/vocabulary';
import type { AuditHead, ChainedEntry, ChainLink, SealedEntry } from '../audit/audit-chain.js';
import type { AuditEntry } from '../audit/audit-entry.js';
import type { Page, PageRequest } from './page.js';

export interface AuditFilter {
  readonly workspaceId?: string;
  readonly action?: AuditAction;
  readonly actorId?: string;
  readonly targetId?: string;
  /** That happened at this moment or later. */
  readonly fromMs?: number;
  /** That happened before this moment. */
  readonly toMs?: number;
}

/** An entry's place in the order in which a chain is read. Only a log that was meddled with has two on one sequence. */
export interface EntryPlace {
  readonly sequence: number;
  readonly id: string;
}

/** The log as it was at one moment, whatever is written meanwhile. */
export interface AuditReading {
  /** `null`: nothing has been chained there. */
  head(chain: string): Promise<AuditHead | null>;
  /** In the order of their sequences, from the first on where `after` is `null`. */
  entries(chain: string, after: EntryPlace | null, limit: number): Promise<readonly SealedEntry[]>;
  /** How many entries have no place in the chain. */
  unchained(chain: string): Promise<number>;
  /** How many heads there are beside the installation's. */
  headCount(): Promise<number>;
  /** Names of chains that have a head or an entry, sorted, after this one. */
  chains(after: string, limit: number): Promise<readonly string[]>;
}

export interface AuditCut {
  readonly chain: string;
  /** Entries that happened at this moment or later stay, and all that follow one of them. */
  readonly beforeMs: number;
  readonly countMax: number;
}

export interface AuditTrim {
  readonly removed: number;
  /** The end of what has been removed, also by earlier cuts. */
  readonly checkpoint: ChainLink;
}

/** Append-only: there is no way to change an entry, or to remove any but the oldest. */
export interface AuditLog {
  /**
   * Chained to the entries before it, which keeps others who write to the same chain waiting. Hence in a transaction it is
   * gathered, and written at the very end: nobody waits for anything else while they hold a chain.
   */
  append(entry: AuditEntry): Promise<void>;
  page(filter: AuditFilter, page: PageRequest): Promise<Page<ChainedEntry>>;
  asOfOneMoment<T>(work: (reading: AuditReading) => Promise<T>): Promise<T>;
  /**
   * For use in a transaction: removes the oldest entries of a chain, as `removable` says, and notes in its head where it
   * begins now. `null` where there are none.
   */
  trim(cut: AuditCut): Promise<AuditTrim | null>;
}
