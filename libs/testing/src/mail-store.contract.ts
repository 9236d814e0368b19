import { aMail } from './a-mail.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';

const MINUTE_MS = 60_000;

export function mailStoreContract(makeDatabase: MakeDatabase): void {
  describe('mail store', () => {
    const db = useDatabase(makeDatabase);
    let nowMs = TEST_EPOCH_MS;
    const take = (mailsMax = 10) => db().mails.take(nowMs, nowMs + MINUTE_MS, mailsMax);
    const taken = async (mailsMax?: number) => (await take(mailsMax)).map(({ id }) => id);

    beforeEach(() => {
      nowMs += 1_000 * MINUTE_MS;
    });
    afterEach(async () => {
      nowMs += MINUTE_MS;
      for (const { id } of await take(100)) await db().mails.remove(id);
    });

    const append = async (overrides: Parameters<typeof aMail>[0] = {}) => {
      const mail = aMail({ nextAttemptAtMs: nowMs, ...overrides });
      await db().mails.append(mail);
      return mail;
    };

    it('keeps every field, counts the attempt, and says when the next one may be', async () => {
      const mail = await append({
        subject: 'Ölig 🛢️',
        text: 'a\r\nb',
        html: '<p>&amp;</p>',
        sealedLink: 'sealed',
        createdAtMs: 1_766_000_000_123,
      });
      expect(await take()).toEqual([{ ...mail, attempts: 1, nextAttemptAtMs: nowMs + MINUTE_MS }]);
    });

    it('answers what is due, the longest due first, so many at a time, and nothing twice until it is due again', async () => {
      const later = await append({ nextAttemptAtMs: nowMs + 1 });
      const [second, first] = [await append(), await append({ nextAttemptAtMs: nowMs - 1 })];
      expect(await taken(1)).toEqual([first.id]);
      expect(await taken()).toEqual([second.id]);
      expect(await taken()).toEqual([]);
      nowMs += MINUTE_MS;
      expect(await taken()).toEqual([later.id, second.id, first.id]);
    });

    it('gives no mail to two who ask at once', async () => {
      const mails = [];
      for (let i = 0; i < 20; i++) mails.push((await append()).id);
      const answers = await Promise.all(Array.from({ length: 10 }, () => taken(4)));
      const all = answers.flat();
      expect(new Set(all).size).toBe(all.length);
      for (let more = await taken(); more.length > 0; more = await taken()) all.push(...more);
      expect(all.sort()).toEqual(mails.sort());
    });

    it('is put off, and removed, which it may be already', async () => {
      const [one, other] = [await append(), await append()];
      await take();
      await db().mails.putOff(one.id, nowMs + 5);
      await db().mails.remove(other.id);
      await db().mails.remove(other.id);
      await db().mails.putOff(other.id, nowMs);
      expect(await taken()).toEqual([]);
      nowMs += 5;
      expect(await take()).toMatchObject([{ id: one.id, attempts: 2 }]);
    });

    it('one of a transaction that is undone never was', async () => {
      const undone = db().transaction(async ({ mails }) => {
        await mails.append(aMail({ nextAttemptAtMs: nowMs }));
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await taken()).toEqual([]);
    });
  });
}
