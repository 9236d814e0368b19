import type { Page, PageRequest } from '@latchkey/domain';
import type { SelectQueryBuilder } from 'typeorm';

/** One row more than asked for tells whether there is another page. */
export async function pageOf<Row extends { id: string }, T>(
  query: SelectQueryBuilder<Row>,
  { limit, beforeId }: PageRequest,
  toItem: (row: Row) => T,
): Promise<Page<T>> {
  if (beforeId !== undefined) query.andWhere(`${query.alias}.id < :beforeId`, { beforeId });
  const rows = await query
    .orderBy(`${query.alias}.id`, 'DESC')
    .limit(limit + 1)
    .getMany();
  return { items: rows.slice(0, limit).map(toItem), hasMore: rows.length > limit };
}
