import { aStatement } from './a-statement.js';
import { aTenancy } from './a-tenancy.js';
import { aWorkspace } from './a-workspace.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function statementStoreContract(makeDatabase: MakeDatabase): void {
  describe('statement store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const statement = aStatement({ workspaceName: 'Größer "🚀", \\u0041' });
      expect(await db().statements.close(statement)).toBe(true);
      expect(await db().statements.find(statement.workspaceId, statement.month)).toEqual(statement);
    });

    it('answers null for another month, and for another workspace', async () => {
      const statement = aStatement();
      await db().statements.close(statement);
      expect(await db().statements.find(statement.workspaceId, '2026-02')).toBeNull();
      expect(await db().statements.find(nextId('ws'), statement.month)).toBeNull();
    });

    it('the first one stays, whatever comes later', async () => {
      const first = aStatement();
      await db().statements.close(first);
      expect(await db().statements.close({ ...first, workspaceName: 'Another', closedAtMs: 0 })).toBe(false);
      expect(await db().statements.find(first.workspaceId, first.month)).toEqual(first);
    });

    it('of several who close the same month at once, one does', async () => {
      const { workspaceId } = aStatement();
      const attempts = Array.from({ length: 10 }, (_, at) => aStatement({ workspaceId, workspaceName: `No. ${at}` }));
      const closed = await Promise.all(attempts.map((attempt) => db().statements.close(attempt)));
      expect(closed.filter(Boolean)).toHaveLength(1);
      expect(await db().statements.find(workspaceId, '2026-01')).toEqual(attempts[closed.indexOf(true)]);
    });

    it('one that is undone was none', async () => {
      const statement = aStatement();
      const undone = db().transaction(async ({ statements }) => {
        await statements.close(statement);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect(await db().statements.close(statement)).toBe(true);
    });

    it('lists the months of one workspace, the newest first', async () => {
      const { workspaceId, closedAtMs } = aStatement();
      for (const month of ['2025-12', '2026-02', '2026-01'])
        await db().statements.close(aStatement({ workspaceId, month }));
      await db().statements.close(aStatement());
      const months = ['2026-02', '2026-01', '2025-12'].map((month) => ({ month, closedAtMs }));
      expect(await db().statements.months(workspaceId)).toEqual(months);
      expect(await db().statements.months(nextId('ws'))).toEqual([]);
    });

    it('finds the workspaces that were there and have no statement of a month, the oldest first', async () => {
      const { api, plan } = await aTenancy(db(), { workspace: { createdAtMs: TEST_EPOCH_MS + 100 } });
      const [a, b, c, later] = [5, 6, 7, 100].map((afterMs) =>
        aWorkspace({ apiId: api.id, planId: plan.id, createdAtMs: TEST_EPOCH_MS + afterMs }),
      );
      for (const workspace of [c!, a!, later!, b!]) await db().workspaces.insert(workspace);
      await db().statements.close(aStatement({ workspaceId: b!.id, month: '2019-05' }));
      const without = (month: string, countMax: number) =>
        db().statements.without(month, TEST_EPOCH_MS + 100, countMax);
      const ours = async (month: string) =>
        (await without(month, 1_000)).filter((id) => [a!.id, b!.id, c!.id, later!.id].includes(id));
      expect(await ours('2019-05')).toEqual([a!.id, c!.id]);
      expect(await ours('2019-06')).toEqual([a!.id, b!.id, c!.id]);
      expect(await without('2019-05', 1)).toHaveLength(1);
    });
  });

  describe('former terms', () => {
    const db = useDatabase(makeDatabase);

    it('are kept in the order in which they ended, whatever their clock said', async () => {
      const { plan, workspace } = await aTenancy(db());
      const { plan: theirPlan, workspace: other } = await aTenancy(db());
      const overrides = { ...workspace.overrides, keysMax: 5, rateLimit: { limit: 7, windowMs: 1_000 } };
      const terms = { workspaceId: workspace.id, planId: plan.id, overrides: workspace.overrides };
      const all = [
        { ...terms, untilMs: TEST_EPOCH_MS + 5 },
        { ...terms, overrides, untilMs: TEST_EPOCH_MS + 4 },
        { ...terms, untilMs: TEST_EPOCH_MS + 4 },
      ];
      for (const each of all) await db().formerTerms.append(each);
      await db().formerTerms.append({ ...terms, workspaceId: other.id, planId: theirPlan.id, untilMs: 1 });
      expect(await db().formerTerms.ofWorkspace(workspace.id)).toEqual(all);
      expect(await db().formerTerms.ofWorkspace(nextId('ws'))).toEqual([]);
    });
  });
}
