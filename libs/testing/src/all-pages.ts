import type { Page, PageRequest } from '@latchkey/domain';

/** Walks a list to its end, as a client does, and answers the pages. */
export async function allPages<T extends { readonly id: string }>(
  limit: number,
  pageOf: (page: PageRequest) => Promise<Page<T>>,
): Promise<string[][]> {
  const pages: string[][] = [];
  let beforeId: string | undefined;
  for (;;) {
    const { items, hasMore } = await pageOf({ limit, ...(beforeId !== undefined && { beforeId }) });
    const ids = items.map(({ id }) => id);
    pages.push(ids);
    if (!hasMore) return pages;
    beforeId = ids.at(-1);
  }
}

/** Ids newest first, cut into pages: what `allPages` should answer. */
export function expectedPages(limit: number, oldestFirst: readonly { readonly id: string }[]): string[][] {
  const ids = oldestFirst.map(({ id }) => id).reverse();
  const pages: string[][] = [];
  do pages.push(ids.splice(0, limit));
  while (ids.length > 0);
  return pages;
}
