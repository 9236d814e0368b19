import { type Message, type MessageFilter, STEP_MS, stepOf } from '@latchkey/domain';
import { ANALYTICS_STEPS } from '@latchkey/vocabulary';
import { aDevice } from './a-device.js';
import { anApiKey } from './an-api-key.js';
import { aMessage } from './a-message.js';
import { aMessageOrigin as anOrigin } from './a-message-origin.js';
import { aUser } from './a-user.js';
import { allPages, expectedPages } from './all-pages.js';
import { type MakeDatabase, useDatabase } from './make-database.js';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { nextId } from './next-id.js';

export function messageStoreContract(makeDatabase: MakeDatabase): void {
  describe('message store', () => {
    const db = useDatabase(makeDatabase);

    const locked = (workspaceId: string, id: string) =>
      db().transaction((stores) => stores.messages.lock(workspaceId, id));

    it('keeps every field', async () => {
      const origin = await anOrigin(db());
      const message = aMessage({
        ...origin,
        to: '+886912345678',
        body: 'Ciao 👋\r\n“€” \\ % \' "',
        status: 'failed',
        statusChangedAtMs: 1_766_000_000_124,
        failure: { code: 'undeliverable', reason: 'Nicht zugestellt 📵' },
        providerMessageId: 'wamid.HBgL=',
        webhookUrl: 'https://example.com/hook?a=b',
        sandbox: false,
        attempts: 3,
        dueAtMs: 1_766_000_000_125,
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

    it('counts what was taken on within a span of time, by key, the sandbox apart', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const key = anApiKey({
        workspaceId: origin.workspaceId,
        apiId: (await db().workspaces.find(origin.workspaceId))!.apiId,
      });
      await db().keys.insert(key);
      for (const message of [
        { createdAtMs: 1_000, sandbox: true },
        { createdAtMs: 1_500, sandbox: false },
        { createdAtMs: 1_999, sandbox: false },
        { createdAtMs: 1_999, sandbox: false, keyId: key.id },
        { createdAtMs: 999 },
        { createdAtMs: 2_000 },
      ])
        await db().messages.insert(aMessage({ ...origin, ...message }));
      await db().messages.insert(aMessage({ ...other, createdAtMs: 1_500 }));
      const counts = await db().messages.countsByKey(origin.workspaceId, { startMs: 1_000, endMs: 2_000 });
      expect(counts).toHaveLength(3);
      expect(counts).toEqual(
        expect.arrayContaining([
          { keyId: origin.keyId, sandbox: true, count: 1 },
          { keyId: origin.keyId, sandbox: false, count: 2 },
          { keyId: key.id, sandbox: false, count: 1 },
        ]),
      );
    });

    it('counts the same by device, the busiest first', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const devices = [1, 2].map(() => aDevice({ workspaceId: origin.workspaceId }));
      for (const device of devices) await db().devices.insert(device);
      const [a, b, c] = [origin.deviceId, ...devices.map(({ id }) => id)] as [string, string, string];
      for (const [deviceId, createdAtMs] of [
        [a, 1_000],
        [b, 1_000],
        [c, 1_500],
        [b, 1_999],
        [b, 999],
        [a, 2_000],
      ] as const)
        await db().messages.insert(aMessage({ ...origin, deviceId, createdAtMs }));
      await db().messages.insert(aMessage({ ...other, createdAtMs: 1_500 }));
      const span = { startMs: 1_000, endMs: 2_000 };
      const counts = await db().messages.countsByDevice(origin.workspaceId, span, 9);
      expect(counts).toEqual([{ deviceId: b, count: 2 }, ...[a, c].sort().map((deviceId) => ({ deviceId, count: 1 }))]);
      expect(await db().messages.countsByDevice(origin.workspaceId, span, 1)).toEqual([{ deviceId: b, count: 2 }]);
    });

    it('pages through one workspace, newest first', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const messages = [1, 2, 3].map(() => aMessage(origin));
      for (const message of [...messages, aMessage(other)].reverse()) await db().messages.insert(message);
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().messages.page({ workspaceId: origin.workspaceId }, page));
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
      const of = { workspaceId: origin.workspaceId };
      const pages = await allPages(3, (page) => db().messages.page({ ...of, among }, page));
      expect(pages).toEqual(expectedPages(3, messages));
      expect((await db().messages.page({ ...of, among: new Set() }, { limit: 9 })).items).toEqual([]);
      expect((await db().messages.page({ ...of, among: null }, { limit: 9 })).items).toHaveLength(5);
    });

    it('leaves out live messages where only those of the sandbox count', async () => {
      const origin = await anOrigin(db());
      const [sandbox, live] = [aMessage(origin), aMessage({ ...origin, sandbox: false })];
      for (const message of [sandbox, live]) await db().messages.insert(message);
      const of = { workspaceId: origin.workspaceId };
      expect((await db().messages.page({ ...of, onlySandbox: true }, { limit: 9 })).items).toEqual([sandbox]);
      expect((await db().messages.page({ ...of, sandbox: true }, { limit: 9 })).items).toEqual([sandbox]);
      expect((await db().messages.page({ ...of, sandbox: false }, { limit: 9 })).items).toEqual([live]);
      expect((await db().messages.page({ ...of, onlySandbox: true, sandbox: false }, { limit: 9 })).items).toEqual([]);
    });

    it('pages through the messages of a status, and of one device', async () => {
      const origin = await anOrigin(db());
      const device = aDevice({ workspaceId: origin.workspaceId });
      await db().devices.insert(device);
      const sent = [1, 2, 3].map(() => aMessage({ ...origin, status: 'sent' }));
      const other = aMessage({ ...origin, status: 'sent', deviceId: device.id });
      for (const message of [...sent, aMessage(origin), other]) await db().messages.insert(message);
      const of = { workspaceId: origin.workspaceId, status: 'sent' } as const;
      const pages = await allPages(2, (page) => db().messages.page({ ...of, deviceId: origin.deviceId }, page));
      expect(pages).toEqual(expectedPages(2, sent));
      expect((await db().messages.page({ ...of, deviceId: device.id }, { limit: 9 })).items).toEqual([other]);
      const beyond = { ...of, deviceId: device.id, among: new Set([origin.deviceId]) };
      expect((await db().messages.page(beyond, { limit: 9 })).items).toEqual([]);
    });

    it('keeps who sent a message where that was a person, and counts it under no key', async () => {
      const origin = await anOrigin(db());
      const user = aUser();
      await db().users.insert(user);
      const message = aMessage({ ...origin, keyId: null, userId: user.id, createdAtMs: 1_500, sandbox: false });
      await db().messages.insert(message);
      expect(await db().messages.find(origin.workspaceId, message.id)).toEqual(message);
      const counts = await db().messages.countsByKey(origin.workspaceId, { startMs: 1_000, endMs: 2_000 });
      expect(counts).toEqual([{ keyId: null, sandbox: false, count: 1 }]);
    });

    it('updates a message of that workspace, and no other', async () => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const message = aMessage(origin);
      await db().messages.insert(message);
      const changed = { ...message, status: 'sent', providerMessageId: 'wamid.1', dueAtMs: 5 } as const;
      await db().messages.update(changed);
      expect(await locked(origin.workspaceId, message.id)).toEqual(changed);
      expect(await locked(other.workspaceId, message.id)).toBeNull();
      for (const stray of [aMessage(origin), { ...message, workspaceId: other.workspaceId }])
        await expect(db().messages.update(stray)).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('finds whom a provider means by its id or by ours, and never one of the sandbox', async () => {
      const origin = await anOrigin(db());
      const ids = [1, 2, 3].map(() => `wamid.${nextId('msg')}`) as [string, string, string];
      const live = aMessage({ ...origin, sandbox: false, providerMessageId: ids[0] });
      const queued = aMessage({ ...origin, sandbox: false });
      const sandbox = aMessage({ ...origin, providerMessageId: ids[1] });
      for (const message of [live, queued, sandbox]) await db().messages.insert(message);
      expect(await db().messages.findHandedOver(ids[0], null)).toEqual(live);
      expect(await db().messages.findHandedOver(ids[0], queued.id)).toEqual(live);
      expect(await db().messages.findHandedOver(ids[2], queued.id)).toEqual(queued);
      expect(await db().messages.findHandedOver(ids[1], sandbox.id)).toBeNull();
      expect(await db().messages.findHandedOver(ids[2], null)).toBeNull();
      expect(await db().messages.findHandedOver(ids[2], live.id)).toBeNull();
    });

    it('knows whether any workspace has a message', async () => {
      const message = aMessage(await anOrigin(db()));
      await db().messages.insert(message);
      expect(await db().messages.exists(message.id)).toBe(true);
      expect(await db().messages.exists('msg_unknown')).toBe(false);
    });

    it.each(ANALYTICS_STEPS)('counts by the %s and by status what the filter lets through', async (step) => {
      const [origin, other] = [await anOrigin(db()), await anOrigin(db())];
      const device = aDevice({ workspaceId: origin.workspaceId });
      await db().devices.insert(device);
      const failure = { code: 'undeliverable', reason: 'Nobody is there.' } as const;
      const stepMs = STEP_MS[step];
      const fromMs = stepOf(TEST_EPOCH_MS, step);
      const at = (createdAtMs: number, more: Partial<Message> = {}) => aMessage({ ...origin, createdAtMs, ...more });
      for (const message of [
        at(fromMs - 1),
        at(fromMs),
        at(fromMs + stepMs - 1),
        at(fromMs + stepMs - 1, { status: 'failed', failure, deviceId: device.id }),
        at(fromMs + stepMs, { status: 'delivered' }),
        at(fromMs + 2 * stepMs),
        at(fromMs, { sandbox: false }),
        aMessage({ ...other, createdAtMs: fromMs }),
      ])
        await db().messages.insert(message);
      const range = { step, fromMs, toMs: fromMs + 2 * stepMs };
      const counts = (more: Partial<MessageFilter> = {}) =>
        db().messages.statusCounts({ workspaceId: origin.workspaceId, onlySandbox: true, among: null, ...more }, range);
      const failed = { atMs: fromMs, status: 'failed', count: 1 };
      const queued = { atMs: fromMs, status: 'queued', count: 2 };
      const delivered = { atMs: fromMs + stepMs, status: 'delivered', count: 1 };
      expect(await counts()).toEqual([failed, queued, delivered]);
      expect(await counts({ onlySandbox: false })).toEqual([failed, { ...queued, count: 3 }, delivered]);
      expect(await counts({ among: new Set([device.id, 'dev_unknown']) })).toEqual([failed]);
      expect(await counts({ among: new Set() })).toEqual([]);
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
