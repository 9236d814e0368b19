import { aDevice } from './a-device.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function deviceStoreContract(makeDatabase: MakeDatabase): void {
  describe('device store', () => {
    const db = useDatabase(makeDatabase);

    const locked = (workspaceId: string, id: string) =>
      db().transaction((stores) => stores.devices.lock(workspaceId, id));

    it('keeps every field', async () => {
      const { workspace } = await aTenancy(db());
      const device = aDevice({
        workspaceId: workspace.id,
        name: 'Büro 📱',
        provider: 'whatsapp_cloud',
        status: 'linking',
        pairing: { codeSha256: 'ab'.repeat(32), expiresAtMs: 1_766_000_000_123 },
        whatsAppBusinessId: '123456789012345',
        whatsAppPhoneNumberId: '106540352242922',
        sealedAccessToken: 'sealed',
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

    it('says how many there were at a moment, removed ones up to their removal', async () => {
      const { workspace } = await aTenancy(db());
      const { workspace: other } = await aTenancy(db());
      const removed = aDevice({ workspaceId: workspace.id, createdAtMs: 1_000 });
      for (const device of [
        removed,
        aDevice({ workspaceId: workspace.id, createdAtMs: 2_000 }),
        aDevice({ workspaceId: other.id, createdAtMs: 0 }),
      ])
        await db().devices.insert(device);
      await db().devices.update({ ...removed, status: 'disconnected', removedAtMs: 3_000 });
      const at = (ms: number) => db().devices.countAt(workspace.id, ms);
      expect(await Promise.all([999, 1_000, 1_999, 2_000, 2_999, 3_000].map(at))).toEqual([0, 1, 1, 2, 2, 1]);
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

    it('puts a live device before those of the sandbox, and leaves it out where only they count', async () => {
      const { workspace } = await aTenancy(db());
      const sandbox = aDevice({ workspaceId: workspace.id });
      const live = aDevice({ workspaceId: workspace.id, provider: 'whatsapp_cloud' });
      for (const device of [sandbox, live]) await db().devices.insert(device);
      expect(await db().devices.oldestConnected(workspace.id)).toEqual(live);
      expect(await db().devices.oldestConnected(workspace.id, null, true)).toEqual(sandbox);
      expect((await db().devices.page(workspace.id, { limit: 9 }, null, true)).items).toEqual([sandbox]);
      await db().devices.update({ ...live, status: 'disconnected' });
      expect(await db().devices.oldestConnected(workspace.id)).toEqual(sandbox);
    });

    it('finds the one that carries a phone number id, in this workspace', async () => {
      const [{ workspace }, { workspace: other }] = [await aTenancy(db()), await aTenancy(db())];
      const device = aDevice({ workspaceId: workspace.id, whatsAppPhoneNumberId: '1065' });
      for (const each of [device, aDevice({ workspaceId: workspace.id })]) await db().devices.insert(each);
      expect(await db().devices.findByPhoneNumber(workspace.id, '1065')).toEqual(device);
      expect(await db().devices.findByPhoneNumber(workspace.id, '1066')).toBeNull();
      expect(await db().devices.findByPhoneNumber(other.id, '1065')).toBeNull();
    });

    it('gives a phone number id to one device of a workspace at a time', async () => {
      const [{ workspace }, { workspace: other }] = [await aTenancy(db()), await aTenancy(db())];
      const number = { whatsAppPhoneNumberId: '1065' };
      const [first, second] = [1, 2].map(() => aDevice({ workspaceId: workspace.id, ...number }));
      await db().devices.insert(first!);
      await db().devices.insert(aDevice({ workspaceId: other.id, ...number }));
      const taken = { name: 'ConflictError', field: 'whatsAppPhoneNumberId' };
      await expect(db().devices.insert(second!)).rejects.toMatchObject(taken);
      const without = aDevice({ workspaceId: workspace.id });
      await db().devices.insert(without);
      await expect(db().devices.update({ ...without, ...number })).rejects.toMatchObject(taken);
      await db().devices.update({ ...first!, removedAtMs: 5 });
      await db().devices.insert(second!);
    });

    it('updates a device of that workspace, and no other', async () => {
      const [{ workspace }, { workspace: other }] = [await aTenancy(db()), await aTenancy(db())];
      const device = aDevice({ workspaceId: workspace.id });
      await db().devices.insert(device);
      const changed = { ...device, name: 'Renamed', status: 'disconnected' } as const;
      await db().devices.update(changed);
      expect(await locked(workspace.id, device.id)).toEqual(changed);
      for (const stray of [aDevice({ workspaceId: workspace.id }), { ...device, workspaceId: other.id }])
        await expect(db().devices.update(stray)).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('has nothing of a removed device any more', async () => {
      const { workspace } = await aTenancy(db());
      const device = aDevice({ workspaceId: workspace.id, whatsAppPhoneNumberId: '1065' });
      await db().devices.insert(device);
      await db().devices.update({ ...device, removedAtMs: 1_766_000_000_123 });
      for (const found of [
        await db().devices.find(workspace.id, device.id),
        await locked(workspace.id, device.id),
        await db().devices.findByPhoneNumber(workspace.id, '1065'),
        await db().devices.oldestConnected(workspace.id),
      ])
        expect(found).toBeNull();
      expect(await db().devices.exists(device.id)).toBe(false);
      expect((await db().devices.page(workspace.id, { limit: 9 })).items).toEqual([]);
      expect(await db().devices.counts([workspace.id])).toEqual(new Map());
      await expect(db().devices.update(device)).rejects.toMatchObject({ name: 'NotFoundError' });
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
