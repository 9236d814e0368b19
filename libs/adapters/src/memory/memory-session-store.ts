import { type Page, type PageRequest, type Session, sessionIsOpen, type SessionStore } from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemorySessionStore implements SessionStore {
  constructor(private readonly access: TableAccess) {}

  find(id: string): Promise<Session | null> {
    return Promise.resolve(this.access.tables.sessions.get(id));
  }

  insert(session: Session): Promise<void> {
    return this.access.write(({ sessions, users }) => {
      requireParent(users.get(session.userId) !== null, 'session', 'user');
      sessions.insert(session);
    });
  }

  confirm(id: string, atMs: number): Promise<boolean> {
    return this.whereOpen(id, atMs, (session) => ({ ...session, confirmedAtMs: atMs }));
  }

  end(id: string, atMs: number): Promise<boolean> {
    return this.whereOpen(id, atMs, (session) => ({ ...session, endedAtMs: atMs }));
  }

  endAllOf(userId: string, atMs: number, exceptId?: string): Promise<number> {
    return this.access.write(({ sessions }) => {
      const open = [...sessions.all()].filter(
        (session) => session.userId === userId && session.id !== exceptId && sessionIsOpen(session, atMs),
      );
      for (const session of open) sessions.replace({ ...session, endedAtMs: atMs });
      return open.length;
    });
  }

  pageOpen(userId: string, page: PageRequest, atMs: number): Promise<Page<Session>> {
    const isListed = (session: Session) => session.userId === userId && sessionIsOpen(session, atMs);
    return pageOf(this.access.tables.sessions.all(), page, isListed);
  }

  private whereOpen(id: string, atMs: number, changed: (session: Session) => Session): Promise<boolean> {
    return this.access.write(({ sessions }) => {
      const session = sessions.get(id);
      if (session === null || !sessionIsOpen(session, atMs)) return false;
      sessions.replace(changed(session));
      return true;
    });
  }
}
