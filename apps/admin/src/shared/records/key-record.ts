import { queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';

export const keyOf = (workspaceId: string, keyId: string) => ['key', workspaceId, keyId] as const;

export const keyQuery = (workspaceId: string, keyId: string) =>
  queryOptions({
    queryKey: keyOf(workspaceId, keyId),
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}', { params: { path: { workspaceId, keyId } }, signal }),
      ),
  });

/** For what is told of it elsewhere, often in every row: its label seldom changes. */
export const keyLabelQuery = (workspaceId: string, keyId: string) =>
  queryOptions({ ...keyQuery(workspaceId, keyId), staleTime: 60_000 });
