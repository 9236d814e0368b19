import { queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const DEVICES_MAX = 100;

/** Those that a key can be restricted to, the newest first. */
export const devicesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'devices', 'of-keys'],
    queryFn: async ({ signal }) => {
      const params = { path: { workspaceId }, query: { limit: DEVICES_MAX } };
      const { data } = await answered(api.GET('/v1/workspaces/{workspaceId}/devices', { params, signal }));
      return data;
    },
    staleTime: 30_000,
  });
