import type { Workspace } from '@latchkey/domain';
import type { WorkspaceEntity } from '../entities/workspace.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';
import { fromPlanLimits, toPlanLimits } from './plan-limits.mapper.js';

export const toWorkspace = (row: WorkspaceEntity): Workspace => ({
  id: row.id,
  apiId: row.apiId,
  name: row.name,
  planId: row.planId,
  ipAllowlist: row.ipAllowlist,
  suspendedAtMs: toMsOrNull(row.suspendedAt),
  overrides: toPlanLimits(row),
  createdAtMs: toMs(row.createdAt),
});

export const fromWorkspace = (workspace: Workspace): WorkspaceEntity => ({
  id: workspace.id,
  apiId: workspace.apiId,
  name: workspace.name,
  nameFolded: workspace.name.toLowerCase(),
  planId: workspace.planId,
  ipAllowlist: [...workspace.ipAllowlist],
  suspendedAt: toDateOrNull(workspace.suspendedAtMs),
  ...fromPlanLimits(workspace.overrides),
  createdAt: toDate(workspace.createdAtMs),
});
