import { PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import { queryOptions } from '@tanstack/react-query';
import type { LookUpKeysRequest, RevokeAtDeskRequest } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';

export const lookUpKeys = (body: LookUpKeysRequest) => answered(api.POST('/v1/support/lookup', { body }));

export const revokeAtDesk = (keyId: string, body: RevokeAtDeskRequest) =>
  answered(api.POST('/v1/support/keys/{keyId}/revoke', { params: { path: { keyId } }, body }));

/** Who is told when a key of the workspace is revoked. */
export const ownersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: ['owners', workspaceId],
    queryFn: async ({ signal }) => {
      const query = { limit: PAGE_LIMIT_MAX };
      const members = await answered(
        api.GET('/v1/workspaces/{workspaceId}/members', { params: { path: { workspaceId }, query }, signal }),
      );
      return members.data.filter(({ role }) => role === 'owner');
    },
    staleTime: 60_000,
  });
