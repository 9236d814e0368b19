import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';

/** The API that a workspace belongs to, as its members see it. */
export const apiOfWorkspaceQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['api-of-workspace', workspaceId],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/api', { params: { path: { workspaceId } }, signal })),
    staleTime: 60_000,
  });
