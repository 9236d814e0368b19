import { sessionIsOpen, type Session, type SessionStore } from '@latchkey/domain';
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

  end(id: string, atMs: number): Promise<boolean> {
    return this.access.write(({ sessions }) => {
      const session = sessions.get(id);
      if (session === null || !sessionIsOpen(session, atMs)) return false;
      sessions.replace({ ...session, endedAtMs: atMs });
      return true;
    });
  }

  endAllOf(userId: string, atMs: number): Promise<number> {
    return this.access.write(({ sessions }) => {
      const open = [...sessions.all()].filter((session) => session.userId === userId && sessionIsOpen(session, atMs));
      for (const session of open) sessions.replace({ ...session, endedAtMs: atMs });
      return open.length;
    });
  }
}
