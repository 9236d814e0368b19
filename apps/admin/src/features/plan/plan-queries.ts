import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

const of = (workspaceId: string) => ({ path: { workspaceId } });

export const planOptionsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['plan-options', workspaceId],
    queryFn: ({ signal }) =>
      answered(api.GET('/v1/workspaces/{workspaceId}/plan/options', { params: of(workspaceId), signal })),
  });

/** Asked again each time that somebody is about to change it: what is in use changes by the minute. */
export const planPreviewQuery = (workspaceId: string, planId: string) =>
  queryOptions({
    queryKey: ['plan-preview', workspaceId, planId],
    queryFn: ({ signal }) => {
      const body = { planId };
      return answered(api.POST('/v1/workspaces/{workspaceId}/plan/preview', { params: of(workspaceId), body, signal }));
    },
    staleTime: 0,
    gcTime: 0,
  });

export const changePlan = (workspaceId: string, planId: string, acceptExcess: boolean) =>
  answered(
    api.POST('/v1/workspaces/{workspaceId}/plan/change', {
      params: of(workspaceId),
      body: { planId, ...(acceptExcess && { acceptExcess }) },
    }),
  );

export const statementsQuery = (workspaceId: string, cursor: string | null) =>
  queryOptions({
    queryKey: ['statements', workspaceId, 'page', cursor],
    queryFn: ({ signal }) => {
      const params = { ...of(workspaceId), query: { limit: 12, ...(cursor !== null && { cursor }) } };
      return answered(api.GET('/v1/workspaces/{workspaceId}/statements', { params, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const statementQuery = (workspaceId: string, month: string) =>
  queryOptions({
    queryKey: ['statements', workspaceId, 'one', month],
    queryFn: ({ signal }) => {
      const params = { path: { workspaceId, month } };
      return answered(api.GET('/v1/workspaces/{workspaceId}/statements/{month}', { params, signal }));
    },
  });

/** Where a browser downloads it from; the session comes along. */
export const statementAddress = (workspaceId: string, month: string, form: 'json' | 'csv'): string =>
  `/v1/workspaces/${encodeURIComponent(workspaceId)}/statements/${encodeURIComponent(month)}${form === 'csv' ? '.csv' : ''}`;
