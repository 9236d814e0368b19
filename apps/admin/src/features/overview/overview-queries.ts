import { queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const AT_ONCE = 100;

/** The newest of those that work, and whether there has ever been any. */
export const keysAtWorkQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['keys', workspaceId, 'at-work'],
    queryFn: async ({ signal }) => {
      const page = (query: { state?: 'active'; limit: number }) =>
        answered(api.GET('/v1/workspaces/{workspaceId}/keys', { params: { path: { workspaceId }, query }, signal }));
      const { data, nextCursor } = await page({ state: 'active', limit: AT_ONCE });
      const any = data.length > 0 || (await page({ limit: 1 })).data.length > 0;
      return { keys: data, all: nextCursor === null, any };
    },
  });

export const firingAlertsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['alerts', workspaceId, 'overview'],
    queryFn: async ({ signal }) => {
      const query = { state: 'firing', limit: AT_ONCE } as const;
      const params = { path: { workspaceId }, query };
      return (await answered(api.GET('/v1/workspaces/{workspaceId}/alerts', { params, signal }))).data;
    },
    refetchInterval: 60_000,
  });
