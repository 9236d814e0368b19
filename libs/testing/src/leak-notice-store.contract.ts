import type { LeakNotice } from '@latchkey/domain';
import { sha256Of } from './an-api-key.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

const aNotice = (overrides: Partial<LeakNotice> = {}): LeakNotice => ({
  keyId: nextId('key'),
  place: sha256Of('a place'),
  atMs: TEST_EPOCH_MS,
  ...overrides,
});

export function leakNoticeStoreContract(makeDatabase: MakeDatabase): void {
  describe('leak notice store', () => {
    const db = useDatabase(makeDatabase);

    it('says once of each key and place that it is the first time, whenever it is asked', async () => {
      const notice = aNotice();
      for (const one of [notice, { ...notice, place: sha256Of('another') }, aNotice()]) {
        expect(await db().leakNotices.note(one)).toBe(true);
        expect(await db().leakNotices.note({ ...one, atMs: one.atMs + 1 })).toBe(false);
      }
    });

    it('says so to one of several who ask at once', async () => {
      const notice = aNotice();
      const answers = await Promise.all(Array.from({ length: 10 }, () => db().leakNotices.note(notice)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('a note that is undone was none', async () => {
      const notice = aNotice();
      const undone = db().transaction(async ({ leakNotices }) => {
        await leakNotices.note(notice);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await db().leakNotices.note(notice)).toBe(true);
    });
  });
}
