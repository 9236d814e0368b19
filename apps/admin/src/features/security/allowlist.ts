import type { QueryClient } from '@tanstack/react-query';
import type { WorkspaceView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { workspaceQuery } from '../../shared/api/workspaces';

/**
 * The server takes the list as a whole, so it is asked for anew first: what somebody else has changed meanwhile stays.
 */
export async function changeAllowlist(
  queryClient: QueryClient,
  workspaceId: string,
  change: (ranges: readonly string[]) => string[],
): Promise<WorkspaceView> {
  const { queryKey } = workspaceQuery(workspaceId);
  const { ipAllowlist } = await queryClient.fetchQuery({ ...workspaceQuery(workspaceId), staleTime: 0 });
  const changed = await answered(
    api.PATCH('/v1/workspaces/{workspaceId}', {
      params: { path: { workspaceId } },
      body: { ipAllowlist: change(ipAllowlist) },
    }),
  );
  queryClient.setQueryData(queryKey, changed);
  return changed;
}
