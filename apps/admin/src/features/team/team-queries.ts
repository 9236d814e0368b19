import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const at = (workspaceId: string, cursor: string | null, limit?: number) => ({
  path: { workspaceId },
  query: { ...(cursor !== null && { cursor }), ...(limit !== undefined && { limit }) },
});

export const membersOf = (workspaceId: string) => ['members', workspaceId] as const;
export const invitationsOf = (workspaceId: string) => ['invitations', workspaceId] as const;

const membersPage = (workspaceId: string, cursor: string | null, signal: AbortSignal, limit?: number) =>
  answered(api.GET('/v1/workspaces/{workspaceId}/members', { params: at(workspaceId, cursor, limit), signal }));

export const membersQuery = (workspaceId: string, cursor: string | null) =>
  queryOptions({
    queryKey: [...membersOf(workspaceId), 'page', cursor] as const,
    queryFn: ({ signal }) => membersPage(workspaceId, cursor, signal),
    placeholderData: keepPreviousData,
  });

export const invitationsQuery = (workspaceId: string, cursor: string | null) =>
  queryOptions({
    queryKey: [...invitationsOf(workspaceId), cursor] as const,
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/invitations', { params: at(workspaceId, cursor), signal })),
    placeholderData: keepPreviousData,
  });

/** The user id of the only owner; `null`: there are others. Looks no further than to the second one. */
export const onlyOwnerQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...membersOf(workspaceId), 'only-owner'] as const,
    queryFn: async ({ signal }) => {
      const owners: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await membersPage(workspaceId, cursor, signal, PAGE_LIMIT_MAX);
        owners.push(...page.data.filter(({ role }) => role === 'owner').map(({ userId }) => userId));
        cursor = page.nextCursor;
      } while (cursor !== null && owners.length < 2);
      return owners.length === 1 ? (owners[0] ?? null) : null;
    },
  });
