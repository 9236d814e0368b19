import { deny } from '../decision.js';
import type { Policy } from './policy.js';

export const workspaceIsNotSuspended: Policy = (_request, record) =>
  record.workspace.suspendedAtMs === null ? null : deny('workspace_suspended', record);
