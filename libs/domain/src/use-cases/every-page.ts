import { PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import type { Page, PageRequest } from '../ports/page.js';

/** All entries of a list, where there is no way to do with fewer. */
export async function everyPage<T extends { readonly id: string }>(
  read: (page: PageRequest) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let hasMore = true; hasMore;) {
    const beforeId = all.at(-1)?.id;
    const page = await read({ limit: PAGE_LIMIT_MAX, ...(beforeId !== undefined && { beforeId }) });
    all.push(...page.items);
    hasMore = page.hasMore;
  }
  return all;
}
