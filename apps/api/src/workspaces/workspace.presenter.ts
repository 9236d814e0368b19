import type { UpdatedWorkspace as UpdatedWorkspaceView, WorkspaceView } from '@latchkey/contracts';
import type { UpdatedWorkspace, Workspace } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toWorkspaceView = ({
  id,
  apiId,
  name,
  planId,
  suspendedAtMs,
  ipAllowlist,
  overrides,
  createdAtMs,
}: Workspace): WorkspaceView => ({
  id,
  apiId,
  name,
  planId,
  suspended: suspendedAtMs !== null,
  ipAllowlist: [...ipAllowlist],
  overrides,
  createdAt: toTimestamp(createdAtMs),
});

export const toUpdatedWorkspaceView = ({ workspace, excess }: UpdatedWorkspace): UpdatedWorkspaceView => ({
  ...toWorkspaceView(workspace),
  excess: [...excess],
});
