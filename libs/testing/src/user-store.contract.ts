import { aUser } from './a-user.js';
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

    it('keeps every field, and finds by id and by address', async () => {
      const user = aUser({ name: 'Zoë 🦉', createdAtMs: 1_766_000_000_123 });
      await db().users.insert(user);
      expect(await db().users.find(user.id)).toEqual(user);
      expect(await db().users.findByEmail(user.email)).toEqual(user);
    });

    it('answers null for an unknown id and an unknown address', async () => {
      expect(await db().users.find('usr_unknown')).toBeNull();
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
  });
}
