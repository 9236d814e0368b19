import type { Session } from '@latchkey/domain';
import { aSession } from './a-session.js';
import { allPages, expectedPages } from './all-pages.js';
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
      const open = await inserted({
        createdAtMs: 1_766_000_000_001,
        confirmedAtMs: 1_766_000_000_002,
        expiresAtMs: 1_766_000_000_999,
      });
      expect(await db().sessions.find(open.id)).toEqual(open);
      const ended = await inserted({ endedAtMs: 1_766_000_000_123 });
      expect(await db().sessions.find(ended.id)).toEqual(ended);
      const nowhere = await inserted({ address: null, userAgent: null });
      expect(await db().sessions.find(nowhere.id)).toEqual(nowhere);
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

    it('confirms a session that is open, and no other', async () => {
      const [session, other] = [await inserted(), await inserted()];
      const ended = await inserted({ endedAtMs: session.createdAtMs });
      const atMs = session.createdAtMs + 5;
      expect(await db().sessions.confirm(session.id, atMs)).toBe(true);
      expect(await db().sessions.find(session.id)).toEqual({ ...session, confirmedAtMs: atMs });
      expect(await db().sessions.confirm(ended.id, atMs)).toBe(false);
      expect(await db().sessions.confirm(other.id, other.expiresAtMs)).toBe(false);
      expect(await db().sessions.confirm('ses_unknown', atMs)).toBe(false);
      for (const same of [ended, other]) expect(await db().sessions.find(same.id)).toEqual(same);
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

    it('can spare one', async () => {
      const kept = await inserted();
      const { userId, createdAtMs } = kept;
      const [one, other] = [aSession({ userId }), aSession({ userId })];
      for (const session of [one, other]) await db().sessions.insert(session);
      expect(await db().sessions.endAllOf(userId, createdAtMs + 1, kept.id)).toBe(2);
      expect(await db().sessions.find(kept.id)).toEqual(kept);
    });

    it('pages through those of one person that are open', async () => {
      const first = await inserted();
      const { userId, createdAtMs } = first;
      const open = [first, aSession({ userId }), aSession({ userId })];
      const over = [aSession({ userId, endedAtMs: createdAtMs }), aSession({ userId, expiresAtMs: createdAtMs })];
      for (const session of [...open.slice(1), ...over]) await db().sessions.insert(session);
      await inserted();
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().sessions.pageOpen(userId, page, createdAtMs));
        expect(pages).toEqual(expectedPages(limit, open));
      }
    });

    it('refuses a taken id, and a session of nobody', async () => {
      const session = await inserted();
      await expect(db().sessions.insert(session)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().sessions.insert(aSession({ userId: 'usr_unknown' }))).rejects.toThrow();
    });
  });
}
