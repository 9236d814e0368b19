import { ForeignResourceError, SandboxMessageProvider, SendMessage } from '@latchkey/domain';
import { aDevice, anApiKey, aTenancy, ManualClock, SeededRandom } from '@latchkey/testing';
import { aTenant } from './a-tenant.fixture.js';

async function setUp() {
  const { database, api, workspace } = await aTenant();
  const key = anApiKey({ apiId: api.id, workspaceId: workspace.id });
  await database.keys.insert(key);
  const sendMessage = new SendMessage(database, new SandboxMessageProvider(), new ManualClock(), new SeededRandom());
  const send = (deviceId?: string, among: ReadonlySet<string> | null = null) =>
    sendMessage.execute({
      workspaceId: workspace.id,
      keyId: key.id,
      to: '+31612345678',
      body: 'Hello 👋',
      among,
      ...(deviceId !== undefined && { deviceId }),
    });
  const link = async (overrides: Parameters<typeof aDevice>[0]) => {
    const device = aDevice({ workspaceId: workspace.id, ...overrides });
    await database.devices.insert(device);
    return device;
  };
  const sent = async () => (await database.messages.page(workspace.id, { limit: 10 })).items;
  return { database, send, link, sent };
}

test('a message is delivered by the sandbox from the oldest connected device, and can be read afterwards', async () => {
  const { send, link, sent } = await setUp();
  await link({ status: 'disconnected' });
  const device = await link({ status: 'connected' });
  await link({ status: 'connected' });
  const message = await send();
  expect(message).toMatchObject({ deviceId: device.id, status: 'delivered', sandbox: true, body: 'Hello 👋' });
  expect(await sent()).toEqual([message]);
});

test('nothing is sent where no device is connected', async () => {
  const { send, link, sent } = await setUp();
  const device = await link({ status: 'disconnected' });
  await expect(send()).rejects.toMatchObject({ code: 'conflict' });
  await expect(send(device.id)).rejects.toMatchObject({ code: 'conflict', field: 'deviceId' });
  expect(await sent()).toEqual([]);
});

test('a restricted key sends from the oldest connected device of its list', async () => {
  const { send, link, sent } = await setUp();
  const devices = [await link({}), await link({ status: 'disconnected' }), await link({}), await link({})] as const;
  const among = new Set([devices[1].id, devices[3].id, devices[2].id]);
  expect(await send(undefined, among)).toMatchObject({ deviceId: devices[2].id });
  await expect(send(undefined, new Set([devices[1].id]))).rejects.toMatchObject({ code: 'conflict' });
  expect(await sent()).toHaveLength(1);
});

test('only an error tells a device of another workspace from none, for the profile that does', async () => {
  const { database, send } = await setUp();
  const { workspace: other } = await aTenancy(database);
  const foreign = aDevice({ workspaceId: other.id });
  await database.devices.insert(foreign);
  await expect(send(foreign.id)).rejects.toBeInstanceOf(ForeignResourceError);
  await expect(send(foreign.id)).rejects.toMatchObject({ code: 'invalid_request', field: 'deviceId' });
  await expect(send('dev_unknown')).rejects.not.toBeInstanceOf(ForeignResourceError);
});

test("another workspace's device is as good as none", async () => {
  const { send, link, sent } = await setUp();
  await link({ status: 'connected' });
  await expect(send('dev_of-somebody-else')).rejects.toMatchObject({ field: 'deviceId' });
  expect(await sent()).toEqual([]);
});
