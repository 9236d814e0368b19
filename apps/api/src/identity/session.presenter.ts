import type { SessionView } from '@latchkey/contracts';
import type { Session } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toSessionView = (session: Session, currentId: string): SessionView => ({
  id: session.id,
  createdAt: toTimestamp(session.createdAtMs),
  expiresAt: toTimestamp(session.expiresAtMs),
  address: session.address,
  userAgent: session.userAgent,
  current: session.id === currentId,
});
