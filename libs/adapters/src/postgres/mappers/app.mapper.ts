import type { App } from '@latchkey/domain';
import type { AppEntity } from '../entities/app.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toApp = (row: AppEntity): App => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  appKey: row.appKey,
  createdAtMs: toMs(row.createdAt),
  archivedAtMs: toMsOrNull(row.archivedAt),
});

export const fromApp = (app: App): AppEntity => ({
  id: app.id,
  workspaceId: app.workspaceId,
  name: app.name,
  appKey: app.appKey,
  createdAt: toDate(app.createdAtMs),
  archivedAt: toDateOrNull(app.archivedAtMs),
});
