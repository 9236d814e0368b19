import { queryOptions } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';

/** What a workspace may use, and what of it is in use. */
export const workspacePlanQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'plan'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/plan', { params: { path: { workspaceId } }, signal })),
  });
