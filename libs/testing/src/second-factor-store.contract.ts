import type { SecondFactor } from '@latchkey/domain';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const HASHES = ['ab'.repeat(32), 'cd'.repeat(32)];

export function secondFactorStoreContract(makeDatabase: MakeDatabase): void {
  describe('second factor store', () => {
    const db = useDatabase(makeDatabase);

    async function put(overrides: Partial<SecondFactor> = {}): Promise<SecondFactor> {
      const user = aUser();
      await db().users.insert(user);
      const factor: SecondFactor = {
        userId: user.id,
        sealedSecret: 'sealed',
        createdAtMs: TEST_EPOCH_MS,
        confirmedAtMs: null,
        lastStep: null,
        recoveryCodeHashes: [],
        ...overrides,
      };
      await db().secondFactors.put(factor);
      return factor;
    }

    it('keeps every field', async () => {
      const waiting = await put();
      expect(await db().secondFactors.find(waiting.userId)).toEqual(waiting);
      const inForce = await put({ confirmedAtMs: 1_766_000_000_123, lastStep: 58_866_666, recoveryCodeHashes: HASHES });
      expect(await db().secondFactors.find(inForce.userId)).toEqual(inForce);
    });

    it('answers null for a person who has none', async () => {
      expect(await db().secondFactors.find('usr_unknown')).toBeNull();
    });

    it('puts one in the place of the one before, of one person only', async () => {
      const [factor, other] = [await put({ recoveryCodeHashes: HASHES }), await put()];
      const changed = { ...factor, sealedSecret: 'another', confirmedAtMs: TEST_EPOCH_MS, recoveryCodeHashes: [] };
      await db().secondFactors.put(changed);
      expect(await db().secondFactors.find(factor.userId)).toEqual(changed);
      expect(await db().secondFactors.find(other.userId)).toEqual(other);
    });

    it('removes one, once', async () => {
      const [factor, other] = [await put(), await put()];
      expect(await db().secondFactors.remove(factor.userId)).toBe(true);
      expect(await db().secondFactors.remove(factor.userId)).toBe(false);
      expect(await db().secondFactors.find(factor.userId)).toBeNull();
      expect(await db().secondFactors.find(other.userId)).toEqual(other);
    });

    it('keeps none of somebody who is not there', async () => {
      await expect(put({ userId: 'usr_unknown' })).rejects.toThrow();
    });

    it('lets one of two through where each locks the account before it decides', async () => {
      const { userId } = await put({ lastStep: 1 });
      const take = () =>
        db().transaction(async (stores) => {
          await stores.users.lock(userId);
          const factor = await stores.secondFactors.find(userId);
          if (factor?.lastStep !== 1) return 'too late';
          await stores.secondFactors.put({ ...factor, lastStep: 2 });
          return 'taken';
        });
      expect((await Promise.all([take(), take()])).sort()).toEqual(['taken', 'too late']);
    });
  });
}
