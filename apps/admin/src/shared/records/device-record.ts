import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';

/** One device by its id, for what is told of it elsewhere: its name seldom changes. */
export const deviceRecordQuery = (workspaceId: string, deviceId: string) =>
  queryOptions({
    queryKey: ['device-record', workspaceId, deviceId],
    queryFn: ({ signal }) => {
      const params = { path: { workspaceId, deviceId } };
      return answered(api.GET('/v1/workspaces/{workspaceId}/devices/{deviceId}', { params, signal }));
    },
    staleTime: 60_000,
  });
