import type { Session } from '@latchkey/domain';
import type { SessionEntity } from '../entities/session.entity.js';
import { toDate, toDateOrNull, toMs, toMsOrNull } from './instants.js';

export const toSession = (row: SessionEntity): Session => ({
  id: row.id,
  userId: row.userId,
  address: row.address,
  userAgent: row.userAgent,
  createdAtMs: toMs(row.createdAt),
  confirmedAtMs: toMs(row.confirmedAt),
  expiresAtMs: toMs(row.expiresAt),
  endedAtMs: toMsOrNull(row.endedAt),
});

export const fromSession = (session: Session): SessionEntity => ({
  id: session.id,
  userId: session.userId,
  address: session.address,
  userAgent: session.userAgent,
  createdAt: toDate(session.createdAtMs),
  confirmedAt: toDate(session.confirmedAtMs),
  expiresAt: toDate(session.expiresAtMs),
  endedAt: toDateOrNull(session.endedAtMs),
});
