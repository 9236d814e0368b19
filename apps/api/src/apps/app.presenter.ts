import type { AppView } from '@latchkey/contracts';
import type { App } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toAppView = ({ id, workspaceId, name, appKey, createdAtMs, archivedAtMs }: App): AppView => ({
  id,
  workspaceId,
  name,
  appKey,
  createdAt: toTimestamp(createdAtMs),
  archivedAt: toTimestampOrNull(archivedAtMs),
});
