import type { WorkspaceView } from '@latchkey/contracts';
import type { Workspace } from '@latchkey/domain';
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
