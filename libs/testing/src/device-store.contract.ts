import { aDevice } from './a-device.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function deviceStoreContract(makeDatabase: MakeDatabase): void {
  describe('device store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const { workspace } = await aTenancy(db());
      const device = aDevice({
        workspaceId: workspace.id,
        name: 'Büro 📱',
        status: 'disconnected',
        createdAtMs: 1_001,
      });
      await db().devices.insert(device);
      expect(await db().devices.find(workspace.id, device.id)).toEqual(device);
    });

    it('answers null for an unknown device and for one of another workspace', async () => {
      const { workspace } = await aTenancy(db());
      const { workspace: other } = await aTenancy(db());
      const device = aDevice({ workspaceId: workspace.id });
      await db().devices.insert(device);
      expect(await db().devices.find(workspace.id, 'dev_unknown')).toBeNull();
      expect(await db().devices.find(other.id, device.id)).toBeNull();
    });

    it('pages through one workspace, newest first', async () => {
      const { workspace } = await aTenancy(db());
      const { workspace: other } = await aTenancy(db());
      const devices = [1, 2, 3].map(() => aDevice({ workspaceId: workspace.id }));
      for (const device of [...devices, aDevice({ workspaceId: other.id })].reverse())
        await db().devices.insert(device);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().devices.page(workspace.id, page));
        expect(pages).toEqual(expectedPages(limit, devices));
      }
    });

    it('answers the oldest connected device of the workspace, by id', async () => {
      const { workspace } = await aTenancy(db());
      const { workspace: other } = await aTenancy(db());
      const foreign = aDevice({ workspaceId: other.id });
      const disconnected = aDevice({ workspaceId: workspace.id, status: 'disconnected' });
      const [older, newer] = [aDevice({ workspaceId: workspace.id }), aDevice({ workspaceId: workspace.id })];
      await db().devices.insert(foreign);
      await db().devices.insert(disconnected);
      expect(await db().devices.oldestConnected(workspace.id)).toBeNull();
      await db().devices.insert(newer);
      expect(await db().devices.oldestConnected(workspace.id)).toEqual(newer);
      await db().devices.insert(older);
      expect(await db().devices.oldestConnected(workspace.id)).toEqual(older);
    });

    it('answers only devices among those named, and only of the workspace', async () => {
      const { workspace } = await aTenancy(db());
      const { workspace: other } = await aTenancy(db());
      const devices = [1, 2, 3, 4].map(() => aDevice({ workspaceId: workspace.id }));
      const foreign = aDevice({ workspaceId: other.id });
      for (const device of [...devices, foreign]) await db().devices.insert(device);
      const [, second, third] = devices as [unknown, typeof foreign, typeof foreign];
      const among = new Set([third.id, second.id, foreign.id, 'dev_unknown']);
      const pages = await allPages(1, (page) => db().devices.page(workspace.id, page, among));
      expect(pages).toEqual(expectedPages(1, [second, third]));
      expect(await db().devices.oldestConnected(workspace.id, among)).toEqual(second);
      const none = new Set<string>();
      expect((await db().devices.page(workspace.id, { limit: 9 }, none)).items).toEqual([]);
      expect(await db().devices.oldestConnected(workspace.id, none)).toBeNull();
      expect((await db().devices.page(workspace.id, { limit: 9 }, null)).items).toHaveLength(4);
    });

    it('knows whether any workspace has a device', async () => {
      const { workspace } = await aTenancy(db());
      const device = aDevice({ workspaceId: workspace.id });
      await db().devices.insert(device);
      expect(await db().devices.exists(device.id)).toBe(true);
      expect(await db().devices.exists('dev_unknown')).toBe(false);
    });

    it('counts the devices of the workspaces that are named', async () => {
      const [one, two, none, unasked] = await Promise.all([1, 2, 3, 4].map(() => aTenancy(db())));
      for (const { workspace } of [one!, two!, two!, unasked!])
        await db().devices.insert(aDevice({ workspaceId: workspace.id, status: 'disconnected' }));
      const asked = [one!, two!, none!].map(({ workspace }) => workspace.id);
      expect(await db().devices.counts([...asked, 'ws_unknown'])).toEqual(
        new Map([
          [asked[0], 1],
          [asked[1], 2],
        ]),
      );
      expect(await db().devices.counts([])).toEqual(new Map());
    });

    it('refuses a taken id, and a device of no workspace', async () => {
      const { workspace } = await aTenancy(db());
      const device = aDevice({ workspaceId: workspace.id });
      await db().devices.insert(device);
      await expect(db().devices.insert(device)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().devices.insert(aDevice({ workspaceId: 'ws_unknown' }))).rejects.toThrow();
    });
  });
}
