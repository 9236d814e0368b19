import { aPlan } from './a-plan.js';
import { aTenancy } from './a-tenancy.js';
import { aWorkspace } from './a-workspace.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function workspaceStoreContract(makeDatabase: MakeDatabase): void {
  describe('workspace store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const { api, plan } = await aTenancy(db());
      const workspace = aWorkspace({
        apiId: api.id,
        planId: plan.id,
        name: 'Señor 🌮',
        ipAllowlist: ['10.0.0.0/8', '2001:db8::1'],
        suspendedAtMs: 1_766_000_000_001,
        overrides: {
          rateLimit: { limit: 7, windowMs: 1_000 },
          dailyLimit: 5,
          messagesPerMonth: 0,
          devicesMax: 3,
          keysMax: 1_000,
        },
        createdAtMs: 1_766_000_000_999,
      });
      await db().workspaces.insert(workspace);
      expect(await db().workspaces.find(workspace.id)).toEqual(workspace);
    });

    it('answers null for an unknown id, locked or not', async () => {
      expect(await db().workspaces.find('ws_unknown')).toBeNull();
      expect(await db().transaction((stores) => stores.workspaces.lock('ws_unknown'))).toBeNull();
    });

    it('changes name, plan, allowlist, suspension and what overrides the plan', async () => {
      const { api, workspace } = await aTenancy(db());
      const plan = aPlan({ apiId: api.id });
      await db().plans.insert(plan);
      const changed = {
        ...workspace,
        name: 'New',
        planId: plan.id,
        ipAllowlist: ['::/0'],
        suspendedAtMs: 1_766_000_000_007,
        overrides: { ...workspace.overrides, messagesPerMonth: 12 },
      };
      await db().workspaces.update(changed);
      expect(await db().workspaces.find(workspace.id)).toEqual(changed);
      await db().workspaces.update(workspace);
      expect(await db().workspaces.find(workspace.id)).toEqual(workspace);
    });

    it('pages through all workspaces, those of one API, and a single one', async () => {
      const { api, plan, workspace } = await aTenancy(db());
      const other = await aTenancy(db());
      const added = [1, 2, 3, 4].map(() => aWorkspace({ apiId: api.id, planId: plan.id }));
      for (const each of [...added].reverse()) await db().workspaces.insert(each);

      const ofApi = await allPages(2, (page) => db().workspaces.page({ apiId: api.id }, page));
      expect(ofApi).toEqual(expectedPages(2, [workspace, ...added]));
      const all = (await allPages(2, (page) => db().workspaces.page({}, page))).flat();
      expect(all).toEqual([...new Set(all)].sort().reverse());
      expect(all).toEqual(expect.arrayContaining([workspace.id, other.workspace.id]));

      const only = (filter: { apiId?: string; id?: string }) => db().workspaces.page(filter, { limit: 1 });
      expect(await only({ id: workspace.id })).toEqual({ items: [workspace], hasMore: false });
      expect(await only({ id: workspace.id, apiId: api.id })).toEqual({ items: [workspace], hasMore: false });
      expect(await only({ id: workspace.id, apiId: other.api.id })).toEqual({ items: [], hasMore: false });
      expect(await only({ apiId: 'api_unknown' })).toEqual({ items: [], hasMore: false });
    });

    it('pages through the workspaces on one plan', async () => {
      const { api, plan, workspace } = await aTenancy(db());
      const another = aPlan({ apiId: api.id });
      await db().plans.insert(another);
      const added = [1, 2, 3].map(() => aWorkspace({ apiId: api.id, planId: plan.id }));
      for (const each of added) await db().workspaces.insert(each);
      await db().workspaces.insert(aWorkspace({ apiId: api.id, planId: another.id }));
      const onPlan = await allPages(2, (page) => db().workspaces.page({ planId: plan.id }, page));
      expect(onPlan).toEqual(expectedPages(2, [workspace, ...added]));
      expect((await db().workspaces.page({ planId: 'plan_unknown' }, { limit: 1 })).items).toEqual([]);
    });

    it('finds those whose name begins so, in either case, and takes no character for a pattern', async () => {
      const { api, plan } = await aTenancy(db());
      const named = (name: string) => aWorkspace({ apiId: api.id, planId: plan.id, name });
      const [acme, acmeTwo, odd, accented, last] = [
        named('ACME'),
        named('Acme Two'),
        named('Ac%e_\\'),
        named('Éclair'),
        named('Ac\u{10FFFF}'),
      ];
      const all = [acme, acmeTwo, odd, accented, last];
      for (const workspace of [...all, named('The Acme')]) await db().workspaces.insert(workspace);
      const found = async (q: string) =>
        (await allPages(2, (page) => db().workspaces.page({ apiId: api.id, q }, page))).flat().sort();
      const ids = (...workspaces: { id: string }[]) => workspaces.map(({ id }) => id).sort();
      expect(await found('acme')).toEqual(ids(acme, acmeTwo));
      expect(await found('aCmE t')).toEqual(ids(acmeTwo));
      expect(await found('ac')).toEqual(ids(acme, acmeTwo, odd, last));
      expect(await found('%')).toEqual([]);
      expect(await found('ac%')).toEqual(ids(odd));
      expect(await found('ac_')).toEqual([]);
      expect(await found('éCL')).toEqual(ids(accented));
      await db().workspaces.update({ ...acme, name: 'Umbrella' });
      expect(await found('acme')).toEqual(ids(acmeTwo));
      expect(await found('umb')).toEqual(ids(acme));
    });

    it('refuses a plan of another API', async () => {
      const { workspace } = await aTenancy(db());
      const { plan } = await aTenancy(db());
      await expect(db().workspaces.update({ ...workspace, planId: plan.id })).rejects.toThrow();
      const stray = aWorkspace({ apiId: workspace.apiId, planId: plan.id });
      await expect(db().workspaces.insert(stray)).rejects.toThrow();
      expect(await db().workspaces.find(stray.id)).toBeNull();
    });

    it('does not move a workspace to another API', async () => {
      const { workspace } = await aTenancy(db());
      const { api, plan } = await aTenancy(db());
      const moved = { ...workspace, apiId: api.id, planId: plan.id };
      await expect(db().workspaces.update(moved)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('rejects an update of an unknown workspace, and a taken id', async () => {
      const { api, plan, workspace } = await aTenancy(db());
      const unknown = aWorkspace({ apiId: api.id, planId: plan.id });
      await expect(db().workspaces.update(unknown)).rejects.toMatchObject({ code: 'not_found' });
      await expect(db().workspaces.insert(workspace)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
    });
  });
}
