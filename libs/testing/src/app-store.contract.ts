import type { App } from '@latchkey/domain';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { anApp } from './an-app.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function appStoreContract(makeDatabase: MakeDatabase): void {
  describe('app store', () => {
    const db = useDatabase(makeDatabase);

    const inserted = async (overrides: Partial<App> = {}) => {
      const { workspace } = await aTenancy(db());
      const app = anApp({ workspaceId: workspace.id, ...overrides });
      await db().apps.insert(app);
      return app;
    };

    it('keeps every field', async () => {
      const app = await inserted({ name: 'Büro 📱', createdAtMs: 1_766_000_000_001, archivedAtMs: 1_766_000_000_999 });
      expect(await db().apps.find(app.workspaceId, app.id)).toEqual(app);
    });

    it('answers null for an unknown app and for one of another workspace, locked or not', async () => {
      const [app, other] = [await inserted(), await inserted()];
      for (const [workspaceId, id] of [
        [app.workspaceId, 'app_unknown'],
        [other.workspaceId, app.id],
      ] as const) {
        expect(await db().apps.find(workspaceId, id)).toBeNull();
        expect(await db().transaction((stores) => stores.apps.lock(workspaceId, id))).toBeNull();
      }
    });

    it('pages through one workspace, newest first', async () => {
      const first = await inserted();
      await inserted();
      const apps = [first, anApp({ workspaceId: first.workspaceId }), anApp({ workspaceId: first.workspaceId })];
      for (const app of apps.slice(1).reverse()) await db().apps.insert(app);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().apps.page(first.workspaceId, page));
        expect(pages).toEqual(expectedPages(limit, apps));
      }
    });

    it('changes name and archival, and nothing of another workspace', async () => {
      const [app, other] = [await inserted(), await inserted()];
      const changed = { ...app, name: 'New', archivedAtMs: 7 };
      await db().apps.update(changed);
      expect(await db().apps.find(app.workspaceId, app.id)).toEqual(changed);
      const stray = { ...changed, workspaceId: other.workspaceId };
      await expect(db().apps.update(stray)).rejects.toMatchObject({ code: 'not_found' });
      expect(await db().apps.find(app.workspaceId, app.id)).toEqual(changed);
    });

    it('refuses a taken id, a taken app key in any workspace, and an app of no workspace', async () => {
      const [app, other] = [await inserted(), await inserted()];
      const { workspaceId } = other;
      const conflict = (field: string) => ({ name: 'ConflictError', field });
      await expect(db().apps.insert(anApp({ workspaceId, id: app.id, appKey: 'appkey_new' }))).rejects.toMatchObject(
        conflict('id'),
      );
      await expect(db().apps.insert(anApp({ workspaceId, appKey: app.appKey }))).rejects.toMatchObject(
        conflict('appKey'),
      );
      await expect(db().apps.insert(anApp({ workspaceId: 'ws_unknown' }))).rejects.toThrow();
    });

    it('keeps one writer of an app waiting for the other', async () => {
      const app = await inserted();
      const appendOne = () =>
        db().transaction(async (stores) => {
          const locked = await stores.apps.lock(app.workspaceId, app.id);
          await stores.apps.update({ ...locked!, name: `${locked!.name}+` });
        });
      await Promise.all([1, 2, 3, 4, 5].map(appendOne));
      expect((await db().apps.find(app.workspaceId, app.id))?.name).toBe(`${app.name}+++++`);
    });
  });
}
