import {
  type AuditCut,
  type AuditEntry,
  type AuditFilter,
  type AuditHead,
  type AuditLog,
  type AuditReading,
  type AuditSeal,
  type AuditTrim,
  chained,
  type ChainedEntry,
  chainOf,
  INSTALLATION_CHAIN,
  newHead,
  type Page,
  type PageRequest,
  removable,
  type SealedEntry,
  sealedHead,
} from '@latchkey/domain';
import type { AuditHeadRow } from './audit-head-row.js';
import { pageOf } from './page-of.js';
import type { TableAccess } from './table-access.js';
import type { Tables } from './tables.js';

/** Writers run one after the other here, so entries are chained as they come. */
export class MemoryAuditLog implements AuditLog {
  constructor(
    private readonly access: TableAccess,
    private readonly seal: AuditSeal,
  ) {}

  append(entry: AuditEntry): Promise<void> {
    return this.access.write((tables) => {
      const { head, entries } = chained(this.headFor(tables, chainOf(entry)), [entry], this.seal);
      for (const sealed of entries) tables.audit.insert(sealed);
      tables.auditHeads.replace({ ...head, id: head.chain });
    });
  }

  async page(filter: AuditFilter, page: PageRequest): Promise<Page<ChainedEntry>> {
    const found = await pageOf(this.access.tables.audit.all(), page, (entry) => isMeant(filter, entry));
    return { ...found, items: found.items.map(withoutSeal) };
  }

  asOfOneMoment<T>(work: (reading: AuditReading) => Promise<T>): Promise<T> {
    return work(new MemoryAuditReading([...this.access.tables.audit.all()], [...this.access.tables.auditHeads.all()]));
  }

  trim({ chain, beforeMs, countMax }: AuditCut): Promise<AuditTrim | null> {
    return this.access.write((tables) => {
      const row = tables.auditHeads.get(chain);
      const head = row && headOf(row);
      const oldest = entriesOf(chain, tables.audit.all()).slice(0, countMax);
      const checkpoint = head && removable(head, oldest, beforeMs, this.seal);
      if (head === null || checkpoint === null) return null;
      const leaving = oldest.filter(({ sequence }) => sequence <= checkpoint.sequence);
      for (const { id } of leaving) tables.audit.remove(id);
      const shortened = sealedHead({ ...head, checkpoint, retainedFromMs: beforeMs }, this.seal);
      tables.auditHeads.replace({ ...shortened, id: chain });
      return { removed: leaving.length, checkpoint };
    });
  }

  /** One that begins is counted in the installation's. */
  private headFor(tables: Tables, chain: string): AuditHead {
    const known = tables.auditHeads.get(chain);
    if (known !== null) return headOf(known);
    if (chain !== INSTALLATION_CHAIN) {
      const installation = this.headFor(tables, INSTALLATION_CHAIN);
      const counted = sealedHead({ ...installation, chains: installation.chains + 1 }, this.seal);
      tables.auditHeads.replace({ ...counted, id: INSTALLATION_CHAIN });
    }
    return newHead(chain, 0);
  }
}

class MemoryAuditReading implements AuditReading {
  constructor(
    private readonly all: readonly SealedEntry[],
    private readonly heads: readonly AuditHeadRow[],
  ) {}

  head(chain: string): Promise<AuditHead | null> {
    const row = this.heads.find(({ id }) => id === chain);
    return Promise.resolve(row === undefined ? null : headOf(row));
  }

  entries(chain: string, after: { readonly sequence: number } | null, limit: number): Promise<readonly SealedEntry[]> {
    const left = entriesOf(chain, this.all).filter(({ sequence }) => after === null || sequence > after.sequence);
    return Promise.resolve(left.slice(0, limit));
  }

  unchained(): Promise<number> {
    return Promise.resolve(0);
  }

  headCount(): Promise<number> {
    return Promise.resolve(this.heads.filter(({ id }) => id !== INSTALLATION_CHAIN).length);
  }

  chains(after: string, limit: number): Promise<readonly string[]> {
    const names = this.heads.map(({ id }) => id).filter((id) => id > after);
    return Promise.resolve(names.sort().slice(0, limit));
  }
}

const headOf = ({ id: _, ...head }: AuditHeadRow): AuditHead => head;

const withoutSeal = ({ seal: _, ...entry }: SealedEntry): ChainedEntry => entry;

const entriesOf = (chain: string, entries: Iterable<SealedEntry>): SealedEntry[] =>
  [...entries].filter((entry) => chainOf(entry) === chain).sort((a, b) => a.sequence - b.sequence);

function isMeant({ workspaceId, action, actorId, targetId, fromMs, toMs }: AuditFilter, entry: AuditEntry): boolean {
  return (
    (workspaceId === undefined || entry.workspaceId === workspaceId) &&
    (action === undefined || entry.action === action) &&
    (actorId === undefined || entry.actor.id === actorId) &&
    (targetId === undefined || entry.targetId === targetId) &&
    (fromMs === undefined || entry.atMs >= fromMs) &&
    (toMs === undefined || entry.atMs < toMs)
  );
}
