import type { QueryClient } from '@tanstack/react-query';
import type { CreateWorkspaceRequest, UpdateWorkspaceRequest, WorkspaceView } from '../../shared/api/model';
import { answered } from '../../shared/api/answered';
import { api } from '../../shared/api/client';
import { workspaceQuery, workspacesQuery } from '../../shared/api/workspaces';

export const createWorkspace = (body: CreateWorkspaceRequest) => answered(api.POST('/v1/workspaces', { body }));

export const updateWorkspace = (workspaceId: string, body: UpdateWorkspaceRequest) =>
  answered(api.PATCH('/v1/workspaces/{workspaceId}', { params: { path: { workspaceId } }, body }));

/** A changed or new workspace, wherever it is shown. */
export function noteWorkspace(queryClient: QueryClient, workspace: WorkspaceView): void {
  queryClient.setQueryData(workspaceQuery(workspace.id).queryKey, workspace);
  void queryClient.invalidateQueries({ queryKey: workspacesQuery.queryKey });
}
