import { CHAIN_START, hashOf, INSTALLATION_CHAIN, VerifyAudit, type WalkPlace } from '@latchkey/domain';
import { anAuditEntry } from './an-audit-entry.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_SEAL } from './test-seal.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What comes back from a database another way than it went in would break the chain. */
const AWKWARD = {
  zeta: 1,
  alpha: { b: [], a: null, 'ä\u2028"\\': '\t\u007f 😱' },
  numbers: [0, -0, 1e21, 1e-7, 5e-324, 2 ** 53 - 1, 0.1 + 0.2, -1.5e300],
  left: undefined,
  __proto: { toString: 'x', constructor: [true, false] },
  '': [{}, [[]], ''],
};

/** @param makeDatabase sealed with `TEST_SEAL` */
export function auditChainContract(makeDatabase: MakeDatabase): void {
  describe('audit chains', () => {
    const db = useDatabase(makeDatabase);
    const verify = () => new VerifyAudit(db(), TEST_SEAL);
    const verified = (chain: string) => verify().ofChain(chain, { entriesMax: Infinity });
    const appendAt = (workspaceId: string, ...times: number[]) =>
      db().transaction(async ({ audit }) => {
        for (const atMs of times) await audit.append(anAuditEntry({ workspaceId, atMs }));
      });
    const pageOf = async (workspaceId: string) => (await db().audit.page({ workspaceId }, { limit: 100 })).items;
    const sequencesOf = async (workspaceId: string) =>
      (await pageOf(workspaceId)).map(({ sequence }) => sequence ?? 0).sort((a, b) => a - b);

    it('are one for each workspace, and one for what concerns none', async () => {
      await db().audit.append(anAuditEntry());
      await appendAt('ws_one', 1, 2);
      await appendAt('ws_two', 3);
      expect(await sequencesOf('ws_one')).toEqual([1, 2]);
      expect(await sequencesOf('ws_two')).toEqual([1]);
      for (const chain of [INSTALLATION_CHAIN, 'ws_one', 'ws_two'])
        expect(await verified(chain)).toMatchObject({ chain, firstBroken: null, next: null, unchained: 0 });
      expect(await verified('ws_one')).toMatchObject({ entries: 2, verifiedThrough: 2, head: { sequence: 2 } });
    });

    it('can be followed by whoever has the entries', async () => {
      const workspaceId = 'ws_followed';
      for (let i = 0; i < 3; i++) await db().audit.append(anAuditEntry({ workspaceId, after: { i } }));
      let last = CHAIN_START.hash;
      for (const entry of [...(await pageOf(workspaceId))].reverse()) {
        last = hashOf(entry, entry.sequence ?? 0, last);
        expect(entry.hash).toBe(last);
      }
      expect((await verified(workspaceId)).head).toEqual({ sequence: 3, hash: last });
    });

    it('verify whatever an entry holds', async () => {
      const workspaceId = 'ws_awkward';
      const more = { reason: 'half a character \ud83d', address: '2001:db8::1', requestId: ' ', before: AWKWARD };
      const behalf = { kind: 'user', id: 'usr_behind' } as const;
      await db().audit.append(anAuditEntry({ workspaceId, ...more, after: {}, onBehalfOf: behalf }));
      await db().audit.append(anAuditEntry({ workspaceId, atMs: Date.UTC(2030, 1, 1, 0, 0, 0, 999) }));
      expect(await verified(workspaceId)).toMatchObject({ entries: 2, firstBroken: null });
    });

    it('have no gap where a transaction failed, whatever it had appended', async () => {
      const workspaceId = 'ws_undone_chain';
      await appendAt(workspaceId, 1);
      const attempt = db().transaction(async ({ audit }) => {
        await audit.append(anAuditEntry({ workspaceId }));
        await audit.append(anAuditEntry({ workspaceId: 'ws_never_begun' }));
        throw new Error('no');
      });
      await expect(attempt).rejects.toThrow('no');
      await appendAt(workspaceId, 2);
      expect(await sequencesOf(workspaceId)).toEqual([1, 2]);
      expect(await verified(workspaceId)).toMatchObject({ entries: 2, firstBroken: null });
      expect(await verified('ws_never_begun')).toMatchObject({ head: null, entries: 0, firstBroken: null });
      expect(await verified(INSTALLATION_CHAIN)).toMatchObject({ firstBroken: null });
    });

    it('take many writers at once, of several chains each and in any order, and nobody waits for ever', async () => {
      const names = ['ws_busy_a', 'ws_busy_b', 'ws_busy_c', null];
      const writers = Array.from({ length: 60 }, (_, i) =>
        db().transaction(async ({ audit }) => {
          for (let j = 0; j < 3; j++) {
            await audit.append(anAuditEntry({ workspaceId: names[(i * (j + 1) + j) % names.length] ?? null }));
          }
        }),
      );
      await Promise.all(writers);
      for (const chain of [INSTALLATION_CHAIN, 'ws_busy_a', 'ws_busy_b', 'ws_busy_c'])
        expect(await verified(chain)).toMatchObject({ chain, firstBroken: null });
      const counts = await Promise.all(['ws_busy_a', 'ws_busy_b', 'ws_busy_c'].map(sequencesOf));
      for (const sequences of counts) expect(sequences).toEqual(sequences.map((_, i) => i + 1));
    });

    it('are begun once, however many begin them at the same time', async () => {
      const names = ['ws_new_a', 'ws_new_b', 'ws_new_c'];
      await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          db().transaction(async ({ audit }) => {
            for (const step of [0, 1]) await audit.append(anAuditEntry({ workspaceId: names[(i + step) % 3]! }));
          }),
        ),
      );
      for (const name of names) expect(await verified(name)).toMatchObject({ entries: 8, firstBroken: null });
      expect(await verified(INSTALLATION_CHAIN)).toMatchObject({ firstBroken: null });
    });

    it('are verified in parts that add up', async () => {
      const workspaceId = 'ws_long';
      await appendAt(workspaceId, ...Array.from({ length: 7 }, (_, i) => i));
      let from: WalkPlace | null = null;
      const seen: number[] = [];
      do {
        const part = await verify().ofChain(workspaceId, { from, entriesMax: 3 });
        expect(part.firstBroken).toBeNull();
        seen.push(part.verifiedThrough);
        from = part.next;
      } while (from !== null);
      expect(seen).toEqual([3, 6, 7]);
    });

    it('are all found, the installation first', async () => {
      const names: string[] = [];
      let at = null;
      do {
        const { chains, next } = await verify().everywhere(at, { entriesMax: 40, chainsMax: 2 });
        for (const { chain, firstBroken } of chains) {
          expect(firstBroken).toBeNull();
          names.push(chain);
        }
        at = next;
      } while (at !== null);
      expect(names[0]).toBe(INSTALLATION_CHAIN);
      expect(names).toEqual(expect.arrayContaining(['ws_one', 'ws_two', 'ws_long']));
      expect([...new Set(names)].slice(1)).toEqual([...new Set(names)].slice(1).sort());
    });

    it('differ from what somebody has noted only where they were put back', async () => {
      const chain = 'ws_noted';
      await appendAt(chain, 1, 2);
      const { head } = await verified(chain);
      await appendAt(chain, 3);
      const held = (noted: { sequence: number; hash: string }) => verify().ofChain(chain, { entriesMax: 10, noted });
      expect(await held(head!)).toMatchObject({ firstBroken: null });
      const other = { sequence: 2, hash: '0'.repeat(64) };
      expect(await held(other)).toMatchObject({ firstBroken: { sequence: 2, why: 'not_as_noted' } });
      expect(await held({ ...head!, sequence: 9 })).toMatchObject({
        firstBroken: { sequence: 4, why: 'not_as_noted' },
      });
    });

    describe('that are cut', () => {
      const cut = (chain: string, beforeMs: number, countMax = 100) =>
        db().transaction((stores) => stores.audit.trim({ chain, beforeMs, countMax }));

      it('lose their oldest entries up to the first that stays, and verify from there on', async () => {
        const chain = 'ws_cut';
        await appendAt(chain, 1 * DAY_MS, 2 * DAY_MS, 4 * DAY_MS, 2 * DAY_MS, 5 * DAY_MS);
        const trim = await cut(chain, 3 * DAY_MS);
        expect(trim).toMatchObject({ removed: 2, checkpoint: { sequence: 2 } });
        expect(await sequencesOf(chain)).toEqual([3, 4, 5]);
        expect(await verified(chain)).toMatchObject({
          entries: 3,
          verifiedThrough: 5,
          checkpoint: trim?.checkpoint,
          firstBroken: null,
        });
        expect(await cut(chain, 3 * DAY_MS)).toBeNull();
        await appendAt(chain, 6 * DAY_MS);
        expect(await verified(chain)).toMatchObject({ entries: 4, verifiedThrough: 6, firstBroken: null });
      });

      it('can lose all they have, a few at a time, and go on', async () => {
        const chain = 'ws_cut_away';
        await appendAt(chain, 1, 2, 3, 4, 5);
        const removed: (number | undefined)[] = [];
        for (let i = 0; i < 4; i++) removed.push((await cut(chain, DAY_MS, 2))?.removed);
        expect(removed).toEqual([2, 2, 1, undefined]);
        expect(await verified(chain)).toMatchObject({ entries: 0, verifiedThrough: 5, firstBroken: null });
        await appendAt(chain, DAY_MS);
        expect(await verified(chain)).toMatchObject({ entries: 1, verifiedThrough: 6, firstBroken: null });
      });

      it('lose nothing in a transaction that fails, nor where there is no chain', async () => {
        const chain = 'ws_not_cut';
        await appendAt(chain, 1);
        const attempt = db().transaction(async (stores) => {
          expect(await stores.audit.trim({ chain, beforeMs: DAY_MS, countMax: 5 })).toMatchObject({ removed: 1 });
          throw new Error('no');
        });
        await expect(attempt).rejects.toThrow('no');
        expect(await verified(chain)).toMatchObject({ entries: 1, checkpoint: CHAIN_START, firstBroken: null });
        expect(await cut('ws_nowhere', DAY_MS)).toBeNull();
      });

      it('are not cut for entries that tell of cuts alone', async () => {
        const workspaceId = 'ws_told';
        await db().audit.append(anAuditEntry({ workspaceId, action: 'audit.trimmed', atMs: 1 }));
        expect(await cut(workspaceId, DAY_MS)).toBeNull();
        await appendAt(workspaceId, 2);
        expect(await cut(workspaceId, DAY_MS)).toMatchObject({ removed: 2 });
      });

      it('are verified on where a look had come to what is gone by now', async () => {
        const chain = 'ws_cut_meanwhile';
        await appendAt(chain, 1, 2, 3, DAY_MS);
        const { next } = await verify().ofChain(chain, { entriesMax: 2 });
        await cut(chain, DAY_MS);
        const rest = await verify().ofChain(chain, { from: next, entriesMax: 5 });
        expect(rest).toMatchObject({ entries: 1, verifiedThrough: 4, firstBroken: null });
      });
    });
  });
}
