import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import type { AlertFilters } from './alert-filters';

export const alertsOf = (workspaceId: string) => ['alerts', workspaceId] as const;

export const alertsQuery = (workspaceId: string, filters: AlertFilters, cursor: string | null) =>
  queryOptions({
    queryKey: [...alertsOf(workspaceId), 'list', filters, cursor] as const,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/v1/workspaces/{workspaceId}/alerts', {
          params: { path: { workspaceId }, query: { ...filters, ...(cursor !== null && { cursor }) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

const COUNTED_MAX = 20;
const COUNT_EVERY_MS = 60_000;

/** How many fire that nobody has silenced: `20+` where there are more than are worth counting. */
export const firingCountQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...alertsOf(workspaceId), 'firing'] as const,
    queryFn: async ({ signal }) => {
      const query = { state: 'firing', limit: COUNTED_MAX } as const;
      const params = { path: { workspaceId }, query };
      const page = await answered(api.GET('/v1/workspaces/{workspaceId}/alerts', { params, signal }));
      const count = page.data.filter(({ silenced }) => silenced === null).length;
      return { count, more: page.nextCursor !== null };
    },
    staleTime: COUNT_EVERY_MS,
    refetchInterval: COUNT_EVERY_MS,
  });

export const alertRulesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['alert-rules', workspaceId],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/alert-rules', { params: { path: { workspaceId } }, signal })),
  });
