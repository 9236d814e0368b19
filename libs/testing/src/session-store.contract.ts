import type { Session } from '@latchkey/domain';
import { aSession } from './a-session.js';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function sessionStoreContract(makeDatabase: MakeDatabase): void {
  describe('session store', () => {
    const db = useDatabase(makeDatabase);

    const inserted = async (overrides: Partial<Session> = {}) => {
      const user = aUser();
      const session = aSession({ userId: user.id, ...overrides });
      await db().users.insert(user);
      await db().sessions.insert(session);
      return session;
    };

    it('keeps every field', async () => {
      const open = await inserted({ createdAtMs: 1_766_000_000_001, expiresAtMs: 1_766_000_000_999 });
      expect(await db().sessions.find(open.id)).toEqual(open);
      const ended = await inserted({ endedAtMs: 1_766_000_000_123 });
      expect(await db().sessions.find(ended.id)).toEqual(ended);
    });

    it('answers null for an unknown id', async () => {
      expect(await db().sessions.find('ses_unknown')).toBeNull();
    });

    it('ends a session once, even when many try at the same time', async () => {
      const session = await inserted();
      const atMs = session.createdAtMs + 1;
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => db().sessions.end(session.id, atMs)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await db().sessions.end(session.id, atMs + 1)).toBe(false);
      expect(await db().sessions.find(session.id)).toEqual({ ...session, endedAtMs: atMs });
    });

    it('has nothing to end where the session is unknown or has expired', async () => {
      const session = await inserted();
      expect(await db().sessions.end('ses_unknown', session.createdAtMs)).toBe(false);
      expect(await db().sessions.end(session.id, session.expiresAtMs)).toBe(false);
      expect(await db().sessions.find(session.id)).toEqual(session);
      expect(await db().sessions.end(session.id, session.expiresAtMs - 1)).toBe(true);
    });

    it("ends all open sessions of one person, each once, and nobody else's", async () => {
      const first = await inserted();
      const { userId, createdAtMs, expiresAtMs } = first;
      const more = [
        aSession({ userId }),
        aSession({ userId, endedAtMs: createdAtMs }),
        aSession({ userId, expiresAtMs: createdAtMs }),
      ];
      for (const session of more) await db().sessions.insert(session);
      const other = await inserted();
      const atMs = createdAtMs + 1;
      expect(await db().sessions.endAllOf(userId, atMs)).toBe(2);
      expect(await db().sessions.endAllOf(userId, expiresAtMs - 1)).toBe(0);
      const [second, ended, expired] = more;
      expect(await db().sessions.find(first.id)).toEqual({ ...first, endedAtMs: atMs });
      expect(await db().sessions.find(second!.id)).toEqual({ ...second, endedAtMs: atMs });
      for (const session of [ended!, expired!, other]) expect(await db().sessions.find(session.id)).toEqual(session);
    });

    it('refuses a taken id, and a session of nobody', async () => {
      const session = await inserted();
      await expect(db().sessions.insert(session)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().sessions.insert(aSession({ userId: 'usr_unknown' }))).rejects.toThrow();
    });
  });
}
