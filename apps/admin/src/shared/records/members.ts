import { queryOptions } from '@tanstack/react-query';
import type { components } from '../api/api.generated';
import { answered } from '../api/answered';
import { api } from '../api/client';

type MemberView = components['schemas']['MemberView'];

const PAGE_LIMIT = 100;

/** Everybody in a workspace, to call people by their names. */
export const everyMemberQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['every-member', workspaceId],
    queryFn: async ({ signal }) => {
      const members: MemberView[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) };
        const params = { path: { workspaceId }, query };
        const page = await answered(api.GET('/v1/workspaces/{workspaceId}/members', { params, signal }));
        members.push(...page.data);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return members;
    },
    staleTime: 60_000,
  });

/** For operators: the names of the accounts that were made last, beyond any workspace. */
export const newestAccountsQuery = queryOptions({
  queryKey: ['newest-accounts'],
  queryFn: async ({ signal }) => {
    const page = await answered(api.GET('/v1/users', { params: { query: { limit: PAGE_LIMIT } }, signal }));
    return page.data;
  },
  staleTime: 60_000,
});
