import { queryOptions } from '@tanstack/react-query';
import { answered } from './answered';
import { api } from './client';
import type { DeviceView } from './model';

const PAGE_LIMIT = 100;

export const devicesOf = (workspaceId: string) => ['devices', workspaceId] as const;

/** All of them: a workspace has a handful, and messages, keys and usage name them by id. */
export const devicesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: devicesOf(workspaceId),
    queryFn: async ({ signal }) => {
      const devices: DeviceView[] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) };
        const params = { path: { workspaceId }, query };
        const page = await answered(api.GET('/v1/workspaces/{workspaceId}/devices', { params, signal }));
        devices.push(...page.data);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return devices;
    },
  });
