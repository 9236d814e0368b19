import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AuditChainView, AuditPage } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { type AuditFilters, filtersForRequest } from './audit-filters';

/** Of a workspace, or of the whole installation: `null`. */
export type AuditScope = string | null;

export const auditQuery = (workspaceId: AuditScope, filters: AuditFilters, cursor: string | null) =>
  queryOptions({
    queryKey: ['audit', workspaceId, filters, cursor],
    queryFn: ({ signal }): Promise<AuditPage> => {
      const query = { ...filtersForRequest(filters), ...(cursor !== null && { cursor }) };
      if (workspaceId === null) return answered(api.GET('/v1/audit', { params: { query }, signal }));
      const params = { path: { workspaceId }, query };
      return answered(api.GET('/v1/workspaces/{workspaceId}/audit', { params, signal }));
    },
    placeholderData: keepPreviousData,
  });

/** The same entries as a table, however many there are. */
export function csvAddress(workspaceId: AuditScope, filters: AuditFilters): string {
  const base = workspaceId === null ? '/v1' : `/v1/workspaces/${workspaceId}`;
  const query = new URLSearchParams(filtersForRequest(filters)).toString();
  return `${base}/audit.csv${query && `?${query}`}`;
}

export interface Look {
  readonly chains: readonly AuditChainView[];
  readonly nextCursor: string | null;
}

/** One look at a chain, or at some of all: it stops where the server thinks it enough for one request. */
export async function lookAt(workspaceId: AuditScope, cursor: string | null, signal: AbortSignal): Promise<Look> {
  const query = cursor === null ? {} : { cursor };
  if (workspaceId === null) {
    const { data, nextCursor } = await answered(api.GET('/v1/audit/verification', { params: { query }, signal }));
    return { chains: data, nextCursor };
  }
  const params = { path: { workspaceId }, query };
  const call = api.GET('/v1/workspaces/{workspaceId}/audit/verification', { params, signal });
  const { nextCursor, ...chain } = await answered(call);
  return { chains: [chain], nextCursor };
}
