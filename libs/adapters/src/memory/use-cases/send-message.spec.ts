import { SandboxMessageProvider, SendMessage } from '@latchkey/domain';
import { aDevice, anApiKey, ManualClock, SeededRandom } from '@latchkey/testing';
import { aTenant } from './a-tenant.fixture.js';

async function setUp() {
  const { database, api, workspace } = await aTenant();
  const key = anApiKey({ apiId: api.id, workspaceId: workspace.id });
  await database.keys.insert(key);
  const sendMessage = new SendMessage(database, new SandboxMessageProvider(), new ManualClock(), new SeededRandom());
  const send = (deviceId?: string) =>
    sendMessage.execute({
      workspaceId: workspace.id,
      keyId: key.id,
      to: '+31612345678',
      body: 'Hello 👋',
      ...(deviceId !== undefined && { deviceId }),
    });
  const link = async (overrides: Parameters<typeof aDevice>[0]) => {
    const device = aDevice({ workspaceId: workspace.id, ...overrides });
    await database.devices.insert(device);
    return device;
  };
  const sent = async () => (await database.messages.page(workspace.id, { limit: 10 })).items;
  return { send, link, sent };
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

test("another workspace's device is as good as none", async () => {
  const { send, link, sent } = await setUp();
  await link({ status: 'connected' });
  await expect(send('dev_of-somebody-else')).rejects.toMatchObject({ field: 'deviceId' });
  expect(await sent()).toEqual([]);
});
