import { TrimAudit, VerifyAudit } from '@latchkey/domain';
import { anAuditEntry, ManualClock, SeededRandom, TEST_SEAL } from '@latchkey/testing';
import { useMigratedDatabase } from './migrated-database.fixture.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What only a database can show that others write to. */
describe('a chain of audit entries', () => {
  const { database, query } = useMigratedDatabase();
  const random = new SeededRandom('audit doubts');

  beforeAll(async () => {
    for (const table of ['audit_entries', 'audit_heads']) await query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
  });

  const append = (workspaceId: string, atMs = 1) => database().audit.append(anAuditEntry({ workspaceId, atMs }));
  const verified = (chain: string) => new VerifyAudit(database(), TEST_SEAL).ofChain(chain, { entriesMax: Infinity });
  const three = async (chain: string) => {
    for (let i = 0; i < 3; i++) await append(chain);
  };

  test.each([
    ['its head is put back', `UPDATE audit_heads SET sequence = 1 WHERE chain = $1`],
    ['its head is ahead', `UPDATE audit_heads SET sequence = 7 WHERE chain = $1`],
    ['its head is gone', `DELETE FROM audit_heads WHERE chain = $1`],
    ['its head forgets a doubt', `UPDATE audit_heads SET doubted_from = 2 WHERE chain = $1`],
    [
      'somebody has put an entry behind its end',
      `INSERT INTO audit_entries SELECT 'aud_' || workspace_id, at, actor_kind, actor_id, action, workspace_id,
         target_id, before, after, reason, address, request_id, NULL, NULL, 4, hash, seal
       FROM audit_entries WHERE workspace_id = $1 AND sequence = 3`,
    ],
  ])('goes on when %s, and is never again taken for whole', async (what, sql) => {
    const chain = `ws_${what.replaceAll(/\W/g, '')}`;
    await three(chain);
    await query(sql, [chain]);
    const before = await verified(chain);
    expect(before.firstBroken).not.toBeNull();
    for (let i = 0; i < 2; i++) await append(chain);
    const after = await verified(chain);
    expect(after.firstBroken).not.toBeNull();
    expect(after.head!.sequence).toBeGreaterThanOrEqual(5);
    const cut = { chain, beforeMs: DAY_MS, countMax: 100 };
    expect(await database().transaction((stores) => stores.audit.trim(cut))).toBeNull();
  });

  test('is cut no further than up to what somebody has changed', async () => {
    const chain = 'ws_evidence';
    await three(chain);
    await query(`UPDATE audit_entries SET reason = 'x' WHERE workspace_id = $1 AND sequence = 2`, [chain]);
    const cut = { chain, beforeMs: DAY_MS, countMax: 100 };
    expect(await database().transaction((stores) => stores.audit.trim(cut))).toMatchObject({ removed: 1 });
    expect((await verified(chain)).firstBroken).toMatchObject({ sequence: 2, why: 'changed' });
  });

  test('whose sealing secret is another one does not verify', async () => {
    await three('ws_other_secret');
    const other = { seal: (text: string) => TEST_SEAL.seal(`other ${text}`) };
    const found = await new VerifyAudit(database(), other).ofChain('ws_other_secret', { entriesMax: 10 });
    expect(found).toMatchObject({ entries: 0, firstBroken: { sequence: 1, why: 'changed' } });
  });

  describe('with entries from before there were chains', () => {
    const before = async (chain: string, ...days: number[]) => {
      await query('ALTER TABLE audit_entries DROP CONSTRAINT audit_entries_are_chained');
      for (const day of days)
        await query(
          `INSERT INTO audit_entries (id, at, actor_kind, actor_id, action, workspace_id, target_id)
           VALUES ($1, $2, 'user', 'usr_x', 'key.created', $3, 'key_x')`,
          [anAuditEntry().id, new Date(day * DAY_MS), chain],
        );
      await query(`ALTER TABLE audit_entries ADD CONSTRAINT audit_entries_are_chained
        CHECK (sequence IS NOT NULL AND hash IS NOT NULL AND seal IS NOT NULL) NOT VALID`);
    };

    test('counts them, and notices when there are more or fewer', async () => {
      const chain = 'ws_old';
      await before(chain, 1, 2);
      expect(await verified(chain)).toMatchObject({ head: null, unchained: 2, firstBroken: null });
      await append(chain);
      expect(await verified(chain)).toMatchObject({ entries: 1, unchained: 2, firstBroken: null });
      const { items } = await database().audit.page({ workspaceId: chain }, { limit: 5 });
      expect(items.map(({ sequence }) => sequence).sort()).toEqual([1, null, null]);
      await query(`DELETE FROM audit_entries WHERE workspace_id = $1 AND at < $2`, [chain, new Date(2 * DAY_MS)]);
      expect((await verified(chain)).firstBroken).toMatchObject({ why: 'unchained_changed' });
    });

    test('is rid of them when they are old enough', async () => {
      const chain = 'ws_older';
      await before(chain, 1, 2, 3);
      await append(chain, 4 * DAY_MS);
      for (const table of ['audit_entries', 'audit_heads']) await query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
      const cut = { chain, beforeMs: 3 * DAY_MS, countMax: 100 };
      expect(await database().transaction((stores) => stores.audit.trim(cut))).toMatchObject({ removed: 2 });
      expect(await verified(chain)).toMatchObject({ entries: 1, unchained: 1, firstBroken: null });
    });
  });

  test('is cut by the schedule day by day, which says so in the chain, and nothing else is let go', async () => {
    const chain = 'ws_scheduled';
    const nowMs = Date.UTC(2026, 5, 10, 12);
    for (const days of [40, 31, 30, 1]) await append(chain, nowMs - days * DAY_MS);
    const trimAudit = new TrimAudit(database(), new ManualClock(nowMs), random, 30);
    const { signal } = new AbortController();
    expect(await trimAudit.execute(signal)).toBeGreaterThanOrEqual(2);
    expect(await trimAudit.execute(signal)).toBe(0);
    const { items } = await database().audit.page({ workspaceId: chain, action: 'audit.trimmed' }, { limit: 5 });
    expect(items).toMatchObject([
      {
        actor: { kind: 'system' },
        targetId: chain,
        after: { removed: 2, before: '2026-05-11T00:00:00.000Z', checkpoint: { sequence: 2 } },
      },
    ]);
    expect(await verified(chain)).toMatchObject({ entries: 3, checkpoint: { sequence: 2 }, firstBroken: null });
    await expect(query('DELETE FROM audit_entries WHERE workspace_id = $1', [chain])).rejects.toThrow('append-only');
    expect(await verified(chain)).toMatchObject({ entries: 3, firstBroken: null });
    expect(await new TrimAudit(database(), new ManualClock(nowMs), random, null).execute(signal)).toBe(0);
  });
});
