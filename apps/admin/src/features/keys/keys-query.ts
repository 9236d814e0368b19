import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { KeyFilters } from './key-filters';

export const keysOf = (workspaceId: string) => ['keys', workspaceId] as const;

/** While another page or filter loads, the rows stay; the screen is remounted for another workspace. */
export const keysQuery = (workspaceId: string, filters: KeyFilters, cursor: string | null) =>
  queryOptions({
    queryKey: [...keysOf(workspaceId), filters, cursor] as const,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys', {
          params: { path: { workspaceId }, query: { ...filters, ...(cursor !== null && { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
