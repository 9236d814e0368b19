import type { Session } from '@latchkey/domain';
import type { SessionEntity } from '../entities/session.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toSession = (row: SessionEntity): Session => ({
  id: row.id,
  userId: row.userId,
  createdAtMs: toMs(row.createdAt),
  expiresAtMs: toMs(row.expiresAt),
  endedAtMs: toMsOrNull(row.endedAt),
});

export const fromSession = (session: Session): SessionEntity => ({
  id: session.id,
  userId: session.userId,
  createdAt: toDate(session.createdAtMs),
  expiresAt: toDate(session.expiresAtMs),
  endedAt: toDateOrNull(session.endedAtMs),
});
