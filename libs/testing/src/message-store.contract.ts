import type { Database } from '@latchkey/domain';
import { aDevice } from './a-device.js';
import { aMessage } from './a-message.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { anApiKey } from './an-api-key.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function messageStoreContract(makeDatabase: MakeDatabase): void {
  describe('message store', () => {
    const db = useDatabase(makeDatabase);

    it('keeps every field', async () => {
      const origin = await anOrigin(db());
      const message = aMessage({
        ...origin,
        to: '+886912345678',
        body: 'Ciao 👋\r\n“€” \\ % \' "',
        status: 'delivered',
        sandbox: false,
        createdAtMs: 1_766_000_000_123,
      });
      await db().messages.insert(message);
      expect(await db().messages.find(origin.workspaceId, message.id)).toEqual(message);
    });

    it('answers null for an unknown message and for one of another workspace', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const message = aMessage(origin);
      await db().messages.insert(message);
      expect(await db().messages.find(origin.workspaceId, 'msg_unknown')).toBeNull();
      expect(await db().messages.find(other.workspaceId, message.id)).toBeNull();
    });

    it('pages through one workspace, newest first', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const messages = [1, 2, 3].map(() => aMessage(origin));
      for (const message of [...messages, aMessage(other)].reverse()) await db().messages.insert(message);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().messages.page(origin.workspaceId, page));
        expect(pages).toEqual(expectedPages(limit, messages));
      }
    });

    it('pages through the messages of the devices that are named', async () => {
      const origin = await anOrigin(db());
      const devices = [1, 2].map(() => aDevice({ workspaceId: origin.workspaceId }));
      for (const device of devices) await db().devices.insert(device);
      const messages = [...devices, ...devices].map(({ id }) => aMessage({ ...origin, deviceId: id }));
      for (const message of [...messages, aMessage(origin)]) await db().messages.insert(message);
      const among = new Set([...devices.map(({ id }) => id), 'dev_unknown']);
      const pages = await allPages(3, (page) => db().messages.page(origin.workspaceId, page, among));
      expect(pages).toEqual(expectedPages(3, messages));
      expect((await db().messages.page(origin.workspaceId, { limit: 9 }, new Set())).items).toEqual([]);
      expect((await db().messages.page(origin.workspaceId, { limit: 9 }, null)).items).toHaveLength(5);
    });

    it('knows whether any workspace has a message', async () => {
      const message = aMessage(await anOrigin(db()));
      await db().messages.insert(message);
      expect(await db().messages.exists(message.id)).toBe(true);
      expect(await db().messages.exists('msg_unknown')).toBe(false);
    });

    it('refuses a taken id, and a key or a device of another workspace', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const message = aMessage(origin);
      await db().messages.insert(message);
      await expect(db().messages.insert(message)).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().messages.insert(aMessage({ ...origin, keyId: other.keyId }))).rejects.toThrow();
      await expect(db().messages.insert(aMessage({ ...origin, deviceId: other.deviceId }))).rejects.toThrow();
    });
  });
}

async function anOrigin(database: Database) {
  const { place, workspace } = await aTenancy(database);
  const key = anApiKey(place);
  const device = aDevice({ workspaceId: workspace.id });
  await database.keys.insert(key);
  await database.devices.insert(device);
  return { workspaceId: workspace.id, keyId: key.id, deviceId: device.id };
}
