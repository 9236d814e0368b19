import { newPasswordReset, newResetToken, type PasswordReset } from '@latchkey/domain';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { SeededRandom } from './seeded-random.js';

export function passwordResetStoreContract(makeDatabase: MakeDatabase): void {
  describe('password reset store', () => {
    const db = useDatabase(makeDatabase);
    const random = new SeededRandom('password resets');

    async function person(): Promise<string> {
      const user = aUser();
      await db().users.insert(user);
      return user.id;
    }

    async function inserted(userId: string | null, atMs = TEST_EPOCH_MS): Promise<PasswordReset> {
      const reset = newPasswordReset(newResetToken(random), userId, atMs);
      await db().passwordResets.insert(reset);
      return reset;
    }

    it('keeps every field, also for nobody', async () => {
      for (const userId of [await person(), null]) {
        const reset = await inserted(userId, 1_766_000_000_123);
        expect(await db().passwordResets.find(reset.sha256)).toEqual(reset);
      }
    });

    it('answers null for a token that nobody was given', async () => {
      expect(await db().passwordResets.find('00'.repeat(32))).toBeNull();
    });

    it("removes all of one person, and nobody else's", async () => {
      const userId = await person();
      const own = [await inserted(userId), await inserted(userId)];
      const others = [await inserted(await person()), await inserted(null)];
      await db().passwordResets.removeAllOf(userId);
      for (const { sha256 } of own) expect(await db().passwordResets.find(sha256)).toBeNull();
      for (const other of others) expect(await db().passwordResets.find(other.sha256)).toEqual(other);
    });

    it('forgets what has expired by then', async () => {
      const userId = await person();
      const [over, open] = [await inserted(userId), await inserted(userId, TEST_EPOCH_MS + 1)];
      await db().passwordResets.forget(over.expiresAtMs);
      expect(await db().passwordResets.find(over.sha256)).toBeNull();
      expect(await db().passwordResets.find(open.sha256)).toEqual(open);
    });

    it('refuses the same token again, and one of somebody who is not there', async () => {
      const reset = await inserted(null);
      await expect(db().passwordResets.insert(reset)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(inserted('usr_unknown')).rejects.toThrow();
    });
  });
}
