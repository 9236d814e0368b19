import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';

/** One key by its id, for what is told of it elsewhere: its label seldom changes. */
export const keyRecordQuery = (workspaceId: string, keyId: string) =>
  queryOptions({
    queryKey: ['key-record', workspaceId, keyId],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}', { params: { path: { workspaceId, keyId } }, signal }),
      ),
    staleTime: 60_000,
  });
