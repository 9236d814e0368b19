import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';

const PAGE_LIMIT = 50;

export const workspaceQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}', { params: { path: { workspaceId } }, signal })),
    staleTime: 30_000,
  });

/** Newest first, a page at a time. */
export const workspacesQuery = infiniteQueryOptions({
  queryKey: ['workspaces'],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: PAGE_LIMIT, ...(pageParam !== null && { cursor: pageParam }) };
    return answered(api.GET('/v1/workspaces', { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  staleTime: 30_000,
});

/** The newest workspace, to have somewhere to go; `null` where there is none yet. */
export const newestWorkspaceQuery = queryOptions({
  queryKey: ['workspaces', 'newest'],
  queryFn: async ({ signal }) => {
    const page = await answered(api.GET('/v1/workspaces', { params: { query: { limit: 1 } }, signal }));
    return page.data[0] ?? null;
  },
  staleTime: 0,
});

export const workspacePath = (workspaceId: string): string => `/w/${workspaceId}`;
export const apiKeysPath = (workspaceId: string): string => `/w/${workspaceId}/settings/api-keys`;
export const workspaceSettingsPath = (workspaceId: string): string => `/w/${workspaceId}/settings/workspace`;
