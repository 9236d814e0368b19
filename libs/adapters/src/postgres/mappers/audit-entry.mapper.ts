import type { AuditEntry } from '@latchkey/domain';
import type { AuditEntryEntity } from '../entities/audit-entry.entity.js';
import { toDate, toMs } from './instants.js';

export const toAuditEntry = (row: AuditEntryEntity): AuditEntry => ({
  id: row.id,
  atMs: toMs(row.at),
  actor: { kind: row.actorKind, id: row.actorId },
  action: row.action,
  workspaceId: row.workspaceId,
  targetId: row.targetId,
  before: row.before,
  after: row.after,
  reason: row.reason,
  address: row.address,
  requestId: row.requestId,
});

export const fromAuditEntry = (entry: AuditEntry): AuditEntryEntity => ({
  id: entry.id,
  at: toDate(entry.atMs),
  actorKind: entry.actor.kind,
  actorId: entry.actor.id,
  action: entry.action,
  workspaceId: entry.workspaceId,
  targetId: entry.targetId,
  before: entry.before,
  after: entry.after,
  reason: entry.reason,
  address: entry.address,
  requestId: entry.requestId,
});
