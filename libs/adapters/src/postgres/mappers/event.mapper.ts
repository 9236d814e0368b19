import type { WorkspaceEvent } from '@latchkey/domain';
import type { EventEntity } from '../entities/event.entity.js';
import { toDate, toMs } from './instants.js';

export const toEvent = (row: EventEntity): WorkspaceEvent => ({
  id: row.id,
  workspaceId: row.workspaceId,
  type: row.type,
  occurredAtMs: toMs(row.occurredAt),
  data: row.data,
  overrideUrl: row.overrideUrl,
});

export const fromEvent = (event: WorkspaceEvent): EventEntity => ({
  id: event.id,
  workspaceId: event.workspaceId,
  type: event.type,
  occurredAt: toDate(event.occurredAtMs),
  data: event.data,
  overrideUrl: event.overrideUrl,
});
