import { aMessage } from './a-message.js';
import { aMessageOrigin } from './a-message-origin.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

const NOW_MS = 1_766_000_000_000;
const LATER_MS = NOW_MS + 20_000;

/** Of the message store: how messages are claimed by those who carry them on. */
export function messageOutboxContract(makeDatabase: MakeDatabase): void {
  describe('message outbox', () => {
    const db = useDatabase(makeDatabase);
    const claim = (more: Partial<Parameters<ReturnType<typeof db>['messages']['claimDue']>[0]> = {}) =>
      db().messages.claimDue({ sandbox: true, nowMs: NOW_MS, dueAgainAtMs: LATER_MS, countMax: 10, ...more });

    /** Whatever other tests have left is nobody's business here. */
    beforeEach(async () => {
      for (const sandbox of [true, false])
        for (let left = 1; left > 0;)
          left = (await claim({ sandbox, nowMs: NOW_MS * 2, dueAgainAtMs: NOW_MS * 3, countMax: 100 })).length;
    });

    async function messagesDueAt(...dueAtMs: (number | null)[]) {
      const origin = await aMessageOrigin(db());
      const messages = dueAtMs.map((at) => aMessage({ ...origin, dueAtMs: at }));
      for (const message of [...messages].reverse()) await db().messages.insert(message);
      return messages;
    }

    it('gives what is due, longest first, as far as it is asked for', async () => {
      const [soon, third, first, second] = await messagesDueAt(NOW_MS + 1, NOW_MS, NOW_MS - 2, NOW_MS - 1, null);
      expect((await claim({ countMax: 2 })).map(({ id }) => id).sort()).toEqual([first!.id, second!.id].sort());
      expect((await claim()).map(({ id }) => id)).toEqual([third!.id]);
      expect(await claim()).toEqual([]);
      expect((await claim({ nowMs: NOW_MS + 1 })).map(({ id }) => id)).toEqual([soon!.id]);
    });

    it('answers them as they are from then on: due when the lease is over, with one attempt more', async () => {
      const [message] = await messagesDueAt(NOW_MS);
      const claimed = { ...message!, dueAtMs: LATER_MS, attempts: 1 };
      expect(await claim()).toEqual([claimed]);
      expect(await db().messages.find(message!.workspaceId, message!.id)).toEqual(claimed);
      expect(await claim({ nowMs: LATER_MS - 1 })).toEqual([]);
      expect(await claim({ nowMs: LATER_MS })).toMatchObject([{ attempts: 2 }]);
    });

    it('counts attempts of what is queued only', async () => {
      const origin = await aMessageOrigin(db());
      await db().messages.insert(aMessage({ ...origin, status: 'sent', attempts: 1, dueAtMs: NOW_MS }));
      expect(await claim()).toMatchObject([{ status: 'sent', attempts: 1 }]);
    });

    it('keeps the sandbox and the others apart', async () => {
      const origin = await aMessageOrigin(db());
      const [inSandbox, live] = [true, false].map((sandbox) => aMessage({ ...origin, sandbox, dueAtMs: NOW_MS }));
      for (const message of [inSandbox!, live!]) await db().messages.insert(message);
      expect((await claim({ sandbox: false })).map(({ id }) => id)).toEqual([live!.id]);
      expect((await claim()).map(({ id }) => id)).toEqual([inSandbox!.id]);
    });

    it('gives each to one of those who claim at once', async () => {
      const messages = await messagesDueAt(...Array.from({ length: 30 }, (_, i) => NOW_MS - i));
      const given: string[] = [];
      while (given.length < messages.length) {
        const rounds = await Promise.all(Array.from({ length: 8 }, () => claim({ countMax: 3 })));
        given.push(...rounds.flat().map(({ id }) => id));
      }
      expect(given.sort()).toEqual(messages.map(({ id }) => id).sort());
    });
  });
}
