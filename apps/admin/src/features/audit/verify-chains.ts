import type { AuditChainView } from '../../shared/api/model';
import type { Look } from './audit-query';

export interface Progress {
  /** Entries that were looked at so far. */
  readonly entries: number;
  /** Of the chain that is looked at just now; `null`: it has none. */
  readonly of: number | null;
}

/** What all looks together have found. */
export interface Verification {
  readonly chains: readonly AuditChainView[];
  readonly entries: number;
}

/** A long chain is told of in several looks: the last one knows how far it came. */
function merged(before: readonly AuditChainView[], looked: readonly AuditChainView[]): readonly AuditChainView[] {
  const last = before.at(-1);
  const [first, ...rest] = looked;
  if (last === undefined || first === undefined || last.workspaceId !== first.workspaceId)
    return [...before, ...looked];
  return [...before.slice(0, -1), { ...first, entries: last.entries + first.entries }, ...rest];
}

/** Looks until everything is looked at. A chain that is broken ends there, and the others go on. */
export async function verifyChains(
  look: (cursor: string | null) => Promise<Look>,
  onProgress: (progress: Progress) => void,
): Promise<Verification> {
  let chains: readonly AuditChainView[] = [];
  let entries = 0;
  for (let cursor: string | null = null; ;) {
    const looked = await look(cursor);
    chains = merged(chains, looked.chains);
    entries += looked.chains.reduce((sum, chain) => sum + chain.entries, 0);
    cursor = looked.nextCursor;
    if (cursor === null) return { chains, entries };
    onProgress({ entries, of: chains.at(-1)?.head?.sequence ?? null });
  }
}
