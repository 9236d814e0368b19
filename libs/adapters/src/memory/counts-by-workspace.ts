import type { CountsByWorkspace } from '@latchkey/domain';

export function countsByWorkspace<T extends { readonly workspaceId: string }>(
  rows: Iterable<T>,
  workspaceIds: readonly string[],
  counts: (row: T) => boolean,
): Promise<CountsByWorkspace> {
  const among = new Set(workspaceIds);
  const found = new Map<string, number>();
  for (const row of rows) {
    if (among.has(row.workspaceId) && counts(row)) found.set(row.workspaceId, (found.get(row.workspaceId) ?? 0) + 1);
  }
  return Promise.resolve(found);
}
