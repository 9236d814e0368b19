import type { Workspace } from '@latchkey/domain';
import type { WorkspaceEntity } from '../entities/workspace.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';
import { fromRateLimit, toRateLimit } from './rate-limit.mapper.js';

export const toWorkspace = (row: WorkspaceEntity): Workspace => ({
  id: row.id,
  apiId: row.apiId,
  name: row.name,
  planId: row.planId,
  ipAllowlist: row.ipAllowlist,
  suspendedAtMs: toMsOrNull(row.suspendedAt),
  overrides: { rateLimit: toRateLimit(row) },
  createdAtMs: toMs(row.createdAt),
});

export const fromWorkspace = (workspace: Workspace): WorkspaceEntity => ({
  id: workspace.id,
  apiId: workspace.apiId,
  name: workspace.name,
  planId: workspace.planId,
  ipAllowlist: [...workspace.ipAllowlist],
  suspendedAt: toDateOrNull(workspace.suspendedAtMs),
  ...fromRateLimit(workspace.overrides.rateLimit),
  createdAt: toDate(workspace.createdAtMs),
});
