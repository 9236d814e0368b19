import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../api/answered';
import { api } from '../api/client';
import { serverNowMs } from '../api/server-clock';
import { askedUsage, type UsageRange } from './usage-range';

const FRESH_EVERY_MS = 60_000;

/** Up to now, again each time that it is asked: the range is a name, and no moment that has passed since. */
export const workspaceUsageQuery = (workspaceId: string, range: UsageRange) =>
  queryOptions({
    queryKey: ['usage', workspaceId, range],
    queryFn: ({ signal }) => {
      const params = { path: { workspaceId }, query: askedUsage(range, serverNowMs()) };
      return answered(api.GET('/v1/workspaces/{workspaceId}/usage', { params, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_EVERY_MS,
  });
