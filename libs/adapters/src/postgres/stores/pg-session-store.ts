import type { Session, SessionStore } from '@latchkey/domain';
import { IsNull, MoreThan } from 'typeorm';
import { SessionEntity } from '../entities/session.entity.js';
import { toDate } from '../mappers/instants.js';
import { fromSession, toSession } from '../mappers/session.mapper.js';
import type { Statements } from '../statements.js';

export class PgSessionStore implements SessionStore {
  constructor(private readonly statements: Statements) {}

  find(id: string): Promise<Session | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(SessionEntity, { id });
      return row && toSession(row);
    });
  }

  insert(session: Session): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(SessionEntity, fromSession(session));
    });
  }

  async end(id: string, atMs: number): Promise<boolean> {
    return (await this.endOpen({ id }, atMs)) === 1;
  }

  endAllOf(userId: string, atMs: number): Promise<number> {
    return this.endOpen({ userId }, atMs);
  }

  private endOpen(whose: { id: string } | { userId: string }, atMs: number): Promise<number> {
    return this.statements.run(async (manager) => {
      const at = toDate(atMs);
      const open = { ...whose, endedAt: IsNull(), expiresAt: MoreThan(at) };
      const { affected } = await manager.update(SessionEntity, open, { endedAt: at });
      return affected ?? 0;
    });
  }
}
