import type { QueryClient } from '@tanstack/react-query';
import type {
  ApiView,
  CreateApiRequest,
  CreatePlanRequest,
  KeyPoliciesView,
  UpdateApiRequest,
  UpdatePlanRequest,
} from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { apisQuery, plansQuery } from '../../shared/api/apis';
import { api } from '../../shared/api/client';
import { apiRecordQuery } from './api-record';

export const createApi = (body: CreateApiRequest) => answered(api.POST('/v1/apis', { body }));

export const updateApi = (apiId: string, body: UpdateApiRequest) =>
  answered(api.PATCH('/v1/apis/{apiId}', { params: { path: { apiId } }, body }));

export const createPlan = (apiId: string, body: CreatePlanRequest) =>
  answered(api.POST('/v1/apis/{apiId}/plans', { params: { path: { apiId } }, body }));

export const updatePlan = (apiId: string, planId: string, body: UpdatePlanRequest) =>
  answered(api.PATCH('/v1/apis/{apiId}/plans/{planId}', { params: { path: { apiId, planId } }, body }));

export const dryRunPolicies = (apiId: string, keyPolicies: KeyPoliciesView, cursor: string | null) =>
  answered(
    api.POST('/v1/apis/{apiId}/key-policies/dry-run', {
      params: { path: { apiId } },
      body: { keyPolicies, ...(cursor !== null && { cursor }) },
    }),
  );

export const runPolicies = (apiId: string) =>
  answered(api.POST('/v1/apis/{apiId}/key-policies/run', { params: { path: { apiId } } }));

/** A changed or new API, wherever it is shown: its name stands beside workspaces too. */
export function noteApi(queryClient: QueryClient, record: ApiView): void {
  queryClient.setQueryData(apiRecordQuery(record.id).queryKey, record);
  void queryClient.invalidateQueries({ queryKey: apisQuery.queryKey, exact: true });
  void queryClient.invalidateQueries({ queryKey: ['workspace'] });
}

export const notePlans = (queryClient: QueryClient, apiId: string): void =>
  void queryClient.invalidateQueries({ queryKey: plansQuery(apiId).queryKey });
