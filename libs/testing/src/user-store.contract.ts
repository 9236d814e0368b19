import type { User } from '@latchkey/domain';
import { aUser } from './a-user.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function userStoreContract(makeDatabase: MakeDatabase): void {
  describe('user store', () => {
    const db = useDatabase(makeDatabase);

    it('knows whether there is any user, and lets one first user through of many at once', async () => {
      expect(await db().users.any()).toBe(false);
      const attempts = Array.from({ length: 5 }, () =>
        db().transaction(async (stores) => {
          await stores.users.lockAll();
          if (await stores.users.any()) return 'too late';
          await stores.users.insert(aUser());
          return 'first';
        }),
      );
      const outcomes = await Promise.all(attempts);
      expect(outcomes.filter((outcome) => outcome === 'first')).toHaveLength(1);
      expect(await db().users.any()).toBe(true);
    });

    const inserted = async (overrides: Partial<User> = {}): Promise<User> => {
      const user = aUser(overrides);
      await db().users.insert(user);
      return user;
    };

    it('keeps every field, and finds by id and by address', async () => {
      const user = aUser({ name: 'Zoë 🦉', role: null, createdAtMs: 1_766_000_000_123 });
      await db().users.insert(user);
      expect(await db().users.find(user.id)).toEqual(user);
      expect(await db().users.findByEmail(user.email)).toEqual(user);
    });

    it('answers null for an unknown id and an unknown address', async () => {
      expect(await db().users.find('usr_unknown')).toBeNull();
      expect(await db().transaction((stores) => stores.users.lock('usr_unknown'))).toBeNull();
      expect(await db().users.findByEmail('nobody@example.com')).toBeNull();
    });

    it('refuses a taken address and a taken id', async () => {
      const user = aUser();
      await db().users.insert(user);
      const sameEmail = aUser({ email: user.email });
      await expect(db().users.insert(sameEmail)).rejects.toMatchObject({ name: 'ConflictError', field: 'email' });
      const sameId = aUser({ id: user.id, email: 'another@example.com' });
      await expect(db().users.insert(sameId)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      expect(await db().users.findByEmail(user.email)).toEqual(user);
    });

    it('changes everything but the id, of one user only', async () => {
      const [user, bystander] = [await inserted(), await inserted()];
      const changed = aUser({ id: user.id, email: 'moved@example.com', name: 'New name', leftAtMs: 1_766_000_000_456 });
      await db().users.update(changed);
      expect(await db().users.find(user.id)).toEqual(changed);
      expect(await db().users.find(bystander.id)).toEqual(bystander);
      await db().users.update(user);
      expect(await db().users.find(user.id)).toEqual(user);
      await expect(db().users.update(aUser())).rejects.toMatchObject({ code: 'not_found' });
      const taken = { ...user, email: bystander.email };
      await expect(db().users.update(taken)).rejects.toMatchObject({ name: 'ConflictError', field: 'email' });
    });

    it('counts those who have not left', async () => {
      const before = await db().users.countActive('operator');
      const [leaver] = [await inserted(), await inserted({ leftAtMs: 1_766_000_000_456 }), await inserted()];
      expect(await db().users.countActive('operator')).toBe(before + 2);
      await db().users.update({ ...leaver, leftAtMs: 1_766_000_000_789 });
      expect(await db().users.countActive('operator')).toBe(before + 1);
    });

    it('lists newest first, page by page', async () => {
      const added = [await inserted(), await inserted(), await inserted({ leftAtMs: 1_766_000_000_456 })];
      const { items, hasMore } = await db().users.page({ limit: 2 });
      expect({ items, hasMore }).toEqual({ items: [added[2], added[1]], hasMore: true });
      const pages = await allPages(2, (page) => db().users.page(page));
      expect(pages.flat().slice(0, 3)).toEqual(expectedPages(3, added).flat());
      expect(pages.slice(0, -1).every((page) => page.length === 2)).toBe(true);
    });

    it('lets one of two go on where each counts before it writes', async () => {
      const users = [await inserted({ name: 'one of two' }), await inserted({ name: 'one of two' })];
      const leaving = users.map((user) =>
        db().transaction(async (stores) => {
          await stores.users.lockAll();
          const { leftAtMs } = (await stores.users.lock(user.id === users[0]?.id ? users[1]!.id : users[0]!.id)) ?? {};
          if (leftAtMs !== null) return 'stays';
          await stores.users.update({ ...user, leftAtMs: 1_766_000_000_456 });
          return 'leaves';
        }),
      );
      expect((await Promise.all(leaving)).sort()).toEqual(['leaves', 'stays']);
    });
  });
}
