import { ForeignResourceError } from '@latchkey/domain';
import { aDevice, aTenancy } from '@latchkey/testing';
import { aMessaging } from './a-messaging.fixture.js';

const NOT_CONNECTED = { code: 'device_not_connected' };

test('a message is queued for the oldest connected device, is told of as queued, and can be read', async () => {
  const { send, link, messages, events } = await aMessaging();
  await link({ status: 'disconnected' });
  const device = await link();
  await link();
  const message = await send();
  expect(message).toMatchObject({ deviceId: device.id, status: 'queued', sandbox: true, body: 'Hello 👋' });
  expect(await messages()).toEqual([message]);
  expect(await events()).toMatchObject([
    { type: 'message.queued', overrideUrl: null, data: { id: message.id, status: 'queued', to: '+31612345678' } },
  ]);
});

test('nothing is sent where no device is connected, nor told', async () => {
  const { send, link, messages, events } = await aMessaging();
  const device = await link({ status: 'disconnected' });
  await expect(send()).rejects.toMatchObject(NOT_CONNECTED);
  await expect(send({ deviceId: device.id })).rejects.toMatchObject({ ...NOT_CONNECTED, field: 'deviceId' });
  expect(await messages()).toEqual([]);
  expect(await events()).toEqual([]);
});

test('a restricted key sends from the oldest connected device of its list', async () => {
  const { send, link, messages } = await aMessaging();
  const devices = [await link(), await link({ status: 'disconnected' }), await link(), await link()] as const;
  const among = new Set([devices[1].id, devices[3].id, devices[2].id]);
  expect(await send({ among })).toMatchObject({ deviceId: devices[2].id });
  await expect(send({ among: new Set([devices[1].id]) })).rejects.toMatchObject(NOT_CONNECTED);
  expect(await messages()).toHaveLength(1);
});

test('a live device goes before an older one of the sandbox, and makes the message live', async () => {
  const { send, link, linkCloud } = await aMessaging();
  const sandbox = await link();
  const live = await linkCloud();
  expect(await send()).toMatchObject({ deviceId: live.id, sandbox: false });
  expect(await send({ deviceId: sandbox.id })).toMatchObject({ deviceId: sandbox.id, sandbox: true });
});

test('a key that stays in the sandbox sends from its devices only', async () => {
  const { send, link, linkCloud } = await aMessaging();
  await linkCloud();
  await expect(send({ onlySandbox: true })).rejects.toMatchObject(NOT_CONNECTED);
  const sandbox = await link();
  expect(await send({ onlySandbox: true })).toMatchObject({ deviceId: sandbox.id, sandbox: true });
});

test('the address that a request names is told of everything that becomes of its message', async () => {
  const { send, link, dispatch, clock, events } = await aMessaging();
  await link();
  await send({ webhookUrl: 'https://example.com/hook' });
  for (let step = 0; step < 4; step++, clock.advance(2_000)) await dispatch();
  expect((await events()).map(({ type, overrideUrl }) => [type, overrideUrl])).toEqual(
    ['queued', 'sent', 'delivered', 'read'].map((status) => [`message.${status}`, 'https://example.com/hook']),
  );
  expect(JSON.stringify((await events()).map(({ data }) => data))).not.toContain('example.com');
});

test('only an error tells a device of another workspace from none, for the profile that does', async () => {
  const { database, send } = await aMessaging();
  const { workspace: other } = await aTenancy(database);
  const foreign = aDevice({ workspaceId: other.id });
  await database.devices.insert(foreign);
  await expect(send({ deviceId: foreign.id })).rejects.toBeInstanceOf(ForeignResourceError);
  await expect(send({ deviceId: foreign.id })).rejects.toMatchObject({ code: 'invalid_request', field: 'deviceId' });
  await expect(send({ deviceId: 'dev_unknown' })).rejects.not.toBeInstanceOf(ForeignResourceError);
});

test("another workspace's device is as good as none", async () => {
  const { send, link, messages } = await aMessaging();
  await link();
  await expect(send({ deviceId: 'dev_of-somebody-else' })).rejects.toMatchObject({ field: 'deviceId' });
  expect(await messages()).toEqual([]);
});
