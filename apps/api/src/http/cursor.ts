import { DomainError, type Page, type PageRequest } from '@latchkey/domain';
import type { ListQuery } from '@latchkey/contracts';
import { PAGE_LIMIT_DEFAULT } from '@latchkey/vocabulary';

const ID = /^[a-z]+_[0-9a-z]{26}$/;

/**
 * @param form what the entries of the list are sorted by
 * @throws DomainError `bad_cursor` for what no answer of ours ever held
 */
export function pageRequestOf({ limit = PAGE_LIMIT_DEFAULT, cursor }: ListQuery, form = ID): PageRequest {
  if (cursor === undefined) return { limit };
  const beforeId = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!form.test(beforeId))
    throw new DomainError('bad_cursor', 'This cursor is none that a list answered with.', 'cursor');
  return { limit, beforeId };
}

export function nextCursorOf(page: Page<{ readonly id: string }>): string | null {
  const last = page.items.at(-1);
  return page.hasMore && last !== undefined ? cursorBefore(last.id) : null;
}

/** For what is older than this id, or whatever else a list is sorted by. */
export const cursorBefore = (id: string): string => Buffer.from(id, 'latin1').toString('base64url');

/** A page as every list answers it. */
export const toPage = <T extends { readonly id: string }, V>(page: Page<T>, view: (item: T) => V) => ({
  data: page.items.map(view),
  nextCursor: nextCursorOf(page),
});
