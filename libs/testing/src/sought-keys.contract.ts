import type { SoughtKey } from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { sha256Of } from './an-api-key.js';
import { insertKeys } from './insert-keys.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

/** How keys are found by whoever does not know their workspace. */
export function soughtKeysContract(makeDatabase: MakeDatabase): void {
  describe('keys that are sought', () => {
    const db = useDatabase(makeDatabase);
    let made = 0;
    /** A beginning that no other test has. */
    const aStart = (): string => `lk_live_S${String(made++).padStart(5, '0')}`;
    const idsOf = async (sought: SoughtKey, keysMax = 10): Promise<string[]> =>
      (await db().keys.seek(sought, keysMax)).map(({ id }) => id);

    it('are found by id and by fingerprint, in any workspace', async () => {
      for (const tenancy of [await aTenancy(db()), await aTenancy(db())]) {
        const [key] = await insertKeys(db(), tenancy, [{}]);
        expect(await db().keys.seek({ by: 'keyId', keyId: key.id }, 10)).toEqual([key]);
        expect(await db().keys.seek({ by: 'sha256', sha256: key.sha256 }, 10)).toEqual([key]);
      }
      expect(await idsOf({ by: 'keyId', keyId: 'key_none' })).toEqual([]);
      expect(await idsOf({ by: 'sha256', sha256: sha256Of('nobody') })).toEqual([]);
    });

    it('are found by how they begin, newest first, be it less or more than what is shown of them', async () => {
      const [one, other] = [await aTenancy(db()), await aTenancy(db())];
      const start = aStart();
      const [old] = await insertKeys(db(), one, [{ start }]);
      const [recent] = await insertKeys(db(), other, [{ start: `${start}x` }]);
      await insertKeys(db(), one, [{ start: start.toLowerCase() }, { start: `x${start}` }]);
      const sought = (text: string) => idsOf({ by: 'start', start: text });
      expect(await sought(start)).toEqual([recent.id, old.id]);
      expect(await sought(`${start}x`)).toEqual([recent.id, old.id]);
      expect(await sought(`${start}xyz`)).toEqual([recent.id, old.id]);
      expect(await sought(`${start}y`)).toEqual([old.id]);
      expect(await sought(`${start.slice(0, -1)}~`)).toEqual([]);
      expect(await idsOf({ by: 'start', start }, 1)).toEqual([recent.id]);
    });

    it('take no character for a wildcard', async () => {
      const tenancy = await aTenancy(db());
      const start = aStart();
      await insertKeys(db(), tenancy, [{ start }]);
      for (const text of [start.replace('S', '_'), start.replace('S', '%'), start.replace('S', '\\'), '%', '_'])
        expect(await idsOf({ by: 'start', start: text })).toEqual([]);
    });
  });
}
