import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';

/** What a workspace is on, and what is left of it. */
export const workspacePlanQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace-plan', workspaceId],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/plan', { params: { path: { workspaceId } }, signal })),
  });
