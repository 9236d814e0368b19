import type { Alert } from '@latchkey/domain';
import type { AlertEntity } from '../entities/alert.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toAlert = (row: AlertEntity): Alert => ({
  id: row.id,
  workspaceId: row.workspaceId,
  kind: row.kind,
  keyId: row.keyId,
  cause: row.cause,
  details: row.details,
  firedAtMs: toMs(row.firedAt),
  resolvesAtMs: toMsOrNull(row.resolvesAt),
  resolvedAtMs: toMsOrNull(row.resolvedAt),
  toldBy: row.toldBy,
});

export const fromAlert = (alert: Alert): AlertEntity => ({
  id: alert.id,
  workspaceId: alert.workspaceId,
  kind: alert.kind,
  keyId: alert.keyId,
  cause: alert.cause,
  details: alert.details,
  firedAt: toDate(alert.firedAtMs),
  resolvesAt: toDateOrNull(alert.resolvesAtMs),
  resolvedAt: toDateOrNull(alert.resolvedAtMs),
  toldBy: [...alert.toldBy],
});
