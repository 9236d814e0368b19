import { queryOptions } from '@tanstack/react-query';
import type { ApiView } from './model';
import { answered } from './answered';
import { api } from './client';

const PAGE_LIMIT = 100;

/** As the members of a workspace see theirs: `/v1/apis` is the operators’. */
export const workspaceApiQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['workspace', workspaceId, 'api'],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/api', { params: { path: { workspaceId } }, signal })),
    staleTime: 60_000,
  });

/** All of them: an installation has a handful, and a workspace is found by the name of its API. */
export const apisQuery = queryOptions({
  queryKey: ['apis'],
  queryFn: async ({ signal }) => {
    const apis: ApiView[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: PAGE_LIMIT, ...(cursor !== undefined && { cursor }) };
      const page = await answered(api.GET('/v1/apis', { params: { query }, signal }));
      apis.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return apis;
  },
  staleTime: 60_000,
});

export const plansQuery = (apiId: string) =>
  queryOptions({
    queryKey: ['apis', apiId, 'plans'],
    queryFn: ({ signal }) => answered(api.GET('/v1/apis/{apiId}/plans', { params: { path: { apiId } }, signal })),
    staleTime: 60_000,
  });
