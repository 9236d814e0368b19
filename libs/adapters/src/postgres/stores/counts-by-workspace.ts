import type { CountsByWorkspace } from '@latchkey/domain';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** Counts what a query finds in each of these workspaces. */
export async function countsByWorkspace<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  workspaceIds: readonly string[],
): Promise<CountsByWorkspace> {
  const { alias } = query;
  const rows = await query
    .select(`${alias}.workspaceId`, 'workspaceId')
    .addSelect('count(*)::integer', 'count')
    .andWhere(`${alias}.workspaceId = ANY(:workspaceIds)`, { workspaceIds: [...workspaceIds] })
    .groupBy(`${alias}.workspaceId`)
    .getRawMany<{ workspaceId: string; count: number }>();
  return new Map(rows.map(({ workspaceId, count }) => [workspaceId, count]));
}
