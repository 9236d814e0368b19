import { type AuditHead, CHAIN_START, type ChainLink, INSTALLATION_CHAIN } from '../audit/audit-chain.js';
import { type BrokenEntry, type ChainWalk, step, verdict, walkFrom } from '../audit/verify-chain.js';
import type { AuditReading, EntryPlace } from '../ports/audit-log.port.js';
import type { AuditSeal } from '../ports/audit-seal.port.js';
import type { Database } from '../ports/database.port.js';

/** The last entry of a walk that goes on later. */
export type WalkPlace = EntryPlace & ChainLink;

/** Where a look at all chains goes on. */
export interface AuditPlace {
  readonly chain: string;
  readonly place: WalkPlace | null;
}

export interface VerificationOptions {
  /** Where an earlier look has ended. */
  readonly from?: WalkPlace | null;
  /** How many entries are looked at. */
  readonly entriesMax: number;
  /** An end of the chain that somebody has noted. */
  readonly noted?: ChainLink;
}

export interface ChainVerification {
  readonly chain: string;
  /** Where the chain ends, to be noted elsewhere; `null`: it has not begun. */
  readonly head: ChainLink | null;
  /** What is older was removed, for its age. */
  readonly checkpoint: ChainLink;
  /** How many entries this look has verified. */
  readonly entries: number;
  readonly verifiedThrough: number;
  /** Entries from before there were chains. Nothing proves them. */
  readonly unchained: number;
  readonly firstBroken: BrokenEntry | null;
  /** Where the next look goes on; `null`: this one has seen the end, or something broken. */
  readonly next: WalkPlace | null;
}

const PAGE_ENTRIES = 500;

/** Holds the audit log against its hashes and seals, a page at a time, so a log of any length takes the same memory. */
export class VerifyAudit {
  constructor(
    private readonly database: Pick<Database, 'audit'>,
    private readonly seal: AuditSeal,
  ) {}

  /** @throws StoreUnavailableError */
  ofChain(chain: string, options: VerificationOptions): Promise<ChainVerification> {
    return this.database.audit.asOfOneMoment((reading) => this.look(reading, chain, options));
  }

  /** The installation's chain first, then every other: each as it was at one moment, and not all at the same. */
  async everywhere(
    from: AuditPlace | null,
    { entriesMax, chainsMax }: { readonly entriesMax: number; readonly chainsMax: number },
  ): Promise<{ readonly chains: readonly ChainVerification[]; readonly next: AuditPlace | null }> {
    const chains: ChainVerification[] = [];
    let left = entriesMax;
    let at: AuditPlace | null = from ?? { chain: INSTALLATION_CHAIN, place: null };
    while (at !== null && left > 0 && chains.length < chainsMax) {
      const chain: string = at.chain;
      const looked: ChainVerification = await this.ofChain(chain, { from: at.place, entriesMax: left });
      chains.push(looked);
      left -= looked.entries;
      at = looked.next === null ? await this.after(chain) : { chain, place: looked.next };
    }
    return { chains, next: at };
  }

  /** @returns the beginning of the chain after this one; `null`: it was the last */
  async after(chain: string): Promise<AuditPlace | null> {
    const known = chain === INSTALLATION_CHAIN ? '' : chain;
    const names = await this.database.audit.asOfOneMoment((reading) => reading.chains(known, 2));
    const next = names.find((name) => name !== INSTALLATION_CHAIN);
    return next === undefined ? null : { chain: next, place: null };
  }

  private async look(
    reading: AuditReading,
    chain: string,
    { from = null, entriesMax, noted }: VerificationOptions,
  ): Promise<ChainVerification> {
    const head = await reading.head(chain);
    const checkpoint = head?.checkpoint ?? CHAIN_START;
    // What the earlier look has seen may have been removed since.
    const start = from !== null && from.sequence >= checkpoint.sequence ? from : null;
    const { walk, next, isAsNoted } = await this.walk(reading, chain, { start, checkpoint, entriesMax, noted });
    const unchained = await reading.unchained(chain);
    const headCount = chain === INSTALLATION_CHAIN ? await reading.headCount() : null;
    const broken = next === null ? verdict(walk, { head, unchained, headCount }, this.seal) : walk.broken;
    return {
      chain,
      head: head && { sequence: head.sequence, hash: head.hash },
      checkpoint,
      entries: walk.entries,
      verifiedThrough: walk.last.sequence,
      unchained,
      firstBroken: broken ?? differenceFromNote(isAsNoted, noted, head),
      next: broken === null ? next : null,
    };
  }

  private async walk(
    reading: AuditReading,
    chain: string,
    { start, checkpoint, entriesMax, noted }: Walking,
  ): Promise<{ readonly walk: ChainWalk; readonly next: WalkPlace | null; readonly isAsNoted: boolean }> {
    let walk = walkFrom(start ?? checkpoint);
    let place: WalkPlace | null = start;
    let isAsNoted = true;
    for (;;) {
      const limit = Math.min(PAGE_ENTRIES, entriesMax - walk.entries);
      if (limit === 0) return { walk, next: place, isAsNoted };
      const entries = await reading.entries(chain, place, limit);
      for (const entry of entries) {
        walk = step(walk, entry, this.seal);
        if (entry.sequence === noted?.sequence) isAsNoted &&= entry.hash === noted.hash;
      }
      const last = entries.at(-1);
      if (walk.broken !== null || last === undefined || entries.length < limit) return { walk, next: null, isAsNoted };
      place = { sequence: last.sequence, id: last.id, hash: last.hash };
    }
  }
}

interface Walking {
  readonly start: WalkPlace | null;
  readonly checkpoint: ChainLink;
  readonly entriesMax: number;
  readonly noted: ChainLink | undefined;
}

/** A log that was put back to what it once was verifies: only who has noted a later end sees that it is shorter now. */
function differenceFromNote(
  isAsNoted: boolean,
  noted: ChainLink | undefined,
  head: AuditHead | null,
): BrokenEntry | null {
  if (noted === undefined) return null;
  const sequence = Math.min(noted.sequence, (head?.sequence ?? 0) + 1);
  return isAsNoted && sequence === noted.sequence ? null : { sequence, id: null, why: 'not_as_noted' };
}
