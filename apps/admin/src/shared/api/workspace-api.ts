import { queryOptions } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';

/** The API that a workspace belongs to, as its members see it. */
export const workspaceApiQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'api'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/api', { params: { path: { workspaceId } }, signal })),
    staleTime: 60_000,
  });
