import type { Page, PageRequest } from '@latchkey/domain';
import type { Row } from './table.js';

export function pageOf<T extends Row>(
  rows: Iterable<T>,
  page: PageRequest,
  matches: (row: T) => boolean,
): Promise<Page<T>> {
  const { beforeId } = page;
  const found = [...rows].filter((row) => (beforeId === undefined || row.id < beforeId) && matches(row));
  found.sort((a, b) => (a.id < b.id ? 1 : -1));
  return Promise.resolve({ items: found.slice(0, page.limit), hasMore: found.length > page.limit });
}
