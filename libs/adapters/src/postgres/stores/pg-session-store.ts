import type { Page, PageRequest, Session, SessionStore } from '@latchkey/domain';
import { type FindOptionsWhere, IsNull, MoreThan, Not } from 'typeorm';
import { SessionEntity } from '../entities/session.entity.js';
import { toDate } from '../mappers/instants.js';
import { fromSession, toSession } from '../mappers/session.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

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

  async confirm(id: string, atMs: number): Promise<boolean> {
    return (await this.changeOpen({ id }, atMs, { confirmedAt: toDate(atMs) })) === 1;
  }

  async end(id: string, atMs: number): Promise<boolean> {
    return (await this.changeOpen({ id }, atMs, { endedAt: toDate(atMs) })) === 1;
  }

  endAllOf(userId: string, atMs: number, exceptId?: string): Promise<number> {
    const whose = { userId, ...(exceptId !== undefined && { id: Not(exceptId) }) };
    return this.changeOpen(whose, atMs, { endedAt: toDate(atMs) });
  }

  pageOpen(userId: string, page: PageRequest, atMs: number): Promise<Page<Session>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(SessionEntity, 'session')
        .where('session.userId = :userId', { userId })
        .andWhere('session.endedAt IS NULL AND session.expiresAt > :at', { at: toDate(atMs) });
      return pageOf(query, page, toSession);
    });
  }

  private changeOpen(
    whose: FindOptionsWhere<SessionEntity>,
    atMs: number,
    change: Partial<SessionEntity>,
  ): Promise<number> {
    return this.statements.run(async (manager) => {
      const open = { ...whose, endedAt: IsNull(), expiresAt: MoreThan(toDate(atMs)) };
      const { affected } = await manager.update(SessionEntity, open, change);
      return affected ?? 0;
    });
  }
}
