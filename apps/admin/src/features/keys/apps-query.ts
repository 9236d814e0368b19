import { queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const APPS_MAX = 100;

/** Those that a new key can be bound to. */
export const appsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'apps'],
    queryFn: async ({ signal }) => {
      const params = { path: { workspaceId }, query: { limit: APPS_MAX } };
      const { data } = await answered(api.GET('/v1/workspaces/{workspaceId}/apps', { params, signal }));
      return data.filter(({ archivedAt }) => archivedAt === null);
    },
    staleTime: 60_000,
  });
