import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { UsageStep } from '@latchkey/vocabulary';
import type { KeyPage, KeyView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { keyOf, keyQuery } from '../../shared/records/key-record';
import type { KeyFilters } from './key-filters';

/** All that is told of several keys; what is a page of the list stands under `pagesOf`. */
export const keysOf = (workspaceId: string) => ['keys', workspaceId] as const;
const pagesOf = (workspaceId: string) => [...keysOf(workspaceId), 'list'] as const;

/** While another page or filter loads, the rows stay; the screen is remounted for another workspace. */
export const keysQuery = (workspaceId: string, filters: KeyFilters, cursor: string | null) =>
  queryOptions({
    queryKey: [...pagesOf(workspaceId), filters, cursor] as const,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys', {
          params: { path: { workspaceId }, query: { ...filters, ...(cursor !== null && { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Up to now: an hour by the minute, a day by the hour, 30 days by the day. */
export const keyUsageQuery = (workspaceId: string, keyId: string, step: UsageStep) =>
  queryOptions({
    queryKey: [...keyOf(workspaceId, keyId), 'usage', step] as const,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/keys/{keyId}/usage', {
          params: { path: { workspaceId, keyId }, query: { step } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** The row changes at once; whether it still belongs on its page, and what follows for the rest, the server says. */
export function noteKey(queryClient: QueryClient, key: KeyView): void {
  const { workspaceId, id } = key;
  queryClient.setQueriesData<KeyPage>(
    { queryKey: pagesOf(workspaceId) },
    (page) => page && { ...page, data: page.data.map((known) => (known.id === id ? key : known)) },
  );
  queryClient.setQueryData(keyQuery(workspaceId, id).queryKey, key);
  void queryClient.invalidateQueries({ queryKey: keysOf(workspaceId) });
  void queryClient.invalidateQueries({ queryKey: keyOf(workspaceId, id) });
}
