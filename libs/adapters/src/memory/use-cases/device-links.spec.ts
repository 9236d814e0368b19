import { AS_SYSTEM } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { aMessaging } from './a-messaging.fixture.js';

const MINUTES = 60_000;

async function setUp() {
  const world = await aMessaging();
  const { addDevice, workspace, database } = world;
  return {
    ...world,
    add: (more: object = {}) => addDevice.execute(aCaller(), { workspaceId: workspace.id, name: 'Office', ...more }),
    at: ({ id: deviceId }: { id: string }) => ({ workspaceId: workspace.id, deviceId }),
    find: ({ id }: { id: string }) => database.devices.find(workspace.id, id),
    told: async () => (await world.events()).map(({ type }) => type),
    acts: async () => (await world.audited()).map(({ action }) => action),
  };
}

test('a device of the sandbox needs nothing to be connected, and is told of as created and connected', async () => {
  const { add, find, told, acts, workspace } = await setUp();
  const { device, pairingCode } = await add();
  expect(pairingCode).toBeNull();
  expect(device).toMatchObject({ workspaceId: workspace.id, provider: 'sandbox', status: 'connected' });
  expect(await find(device)).toEqual(device);
  expect(await told()).toEqual(['device.created', 'device.connected']);
  expect(await acts()).toEqual(['device.created']);
});

describe('pairing', () => {
  const paired = { link: 'pairing' } as const;

  test('waits for the code, and connects with it', async () => {
    const { add, find, at, pairDevice, told, acts } = await setUp();
    const { device, pairingCode } = await add(paired);
    expect(device).toMatchObject({ status: 'linking', pairing: { expiresAtMs: device.createdAtMs + 2 * MINUTES } });
    expect(await told()).toEqual(['device.created']);
    await pairDevice.confirm(aCaller(), at(device), pairingCode!);
    expect(await find(device)).toMatchObject({ status: 'connected', pairing: null });
    expect(await told()).toEqual(['device.created', 'device.connected']);
    expect(await acts()).toEqual(['device.created', 'device.connected']);
  });

  test('refuses another code, and the right one from its last moment on, and changes nothing by that', async () => {
    const { add, find, at, pairDevice, clock, acts } = await setUp();
    const { device, pairingCode } = await add(paired);
    const confirm = (code: string) => pairDevice.confirm(aCaller(), at(device), code);
    await expect(confirm('0123456789abcdef')).rejects.toMatchObject({ code: 'invalid_request', field: 'code' });
    clock.advance(2 * MINUTES);
    await expect(confirm(pairingCode!)).rejects.toMatchObject({ code: 'invalid_request', field: 'code' });
    expect(await find(device)).toEqual(device);
    expect(await acts()).toEqual(['device.created']);
    clock.advance(-1);
    expect(await confirm(pairingCode!)).toMatchObject({ status: 'connected' });
    await expect(confirm(pairingCode!)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('takes the newest code only', async () => {
    const { add, at, pairDevice, clock } = await setUp();
    const { device, pairingCode } = await add(paired);
    clock.advance(5 * MINUTES);
    const { device: renewed, code } = await pairDevice.renewCode(aCaller(), at(device));
    expect(renewed).toMatchObject({ status: 'linking', pairing: { expiresAtMs: clock.nowMs() + 2 * MINUTES } });
    await expect(pairDevice.confirm(aCaller(), at(device), pairingCode!)).rejects.toMatchObject({ field: 'code' });
    await pairDevice.confirm(aCaller(), at(device), code);
    await expect(pairDevice.renewCode(aCaller(), at(device))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('shows the code once: neither the record, nor the audit log, nor an event has it', async () => {
    const { database, add, at, pairDevice, events, audited } = await setUp();
    const { device, pairingCode } = await add(paired);
    const { code } = await pairDevice.renewCode(aCaller(), at(device));
    const kept = JSON.stringify([await events(), await audited(), [...database.tables.devices.all()]]);
    for (const shown of [pairingCode!, code]) {
      expect(shown).toMatch(/^[0-9a-z]{16}$/);
      expect(kept).not.toContain(shown);
    }
  });

  test('a device that is not linked yet sends nothing, and can be neither disconnected nor reconnected', async () => {
    const { add, at, connectDevice, send } = await setUp();
    const { device } = await add(paired);
    const refused = { code: 'device_not_connected' };
    await expect(send({ deviceId: device.id })).rejects.toMatchObject(refused);
    await expect(connectDevice.disconnect(aCaller(), at(device))).rejects.toMatchObject(refused);
    await expect(connectDevice.reconnect(aCaller(), at(device), null)).rejects.toMatchObject(refused);
  });
});

describe('the connection', () => {
  test('is lost and found again, said once each, however often it is asked for', async () => {
    const { add, find, at, connectDevice, told, acts, send } = await setUp();
    const { device } = await add();
    for (let i = 0; i < 2; i++) await connectDevice.disconnect(aCaller(), at(device));
    expect(await find(device)).toMatchObject({ status: 'disconnected' });
    await expect(send()).rejects.toMatchObject({ code: 'device_not_connected' });
    for (let i = 0; i < 2; i++) await connectDevice.reconnect(aCaller(), at(device), null);
    expect(await find(device)).toEqual(device);
    await send();
    const events = ['created', 'connected', 'disconnected', 'connected'].map((what) => `device.${what}`);
    expect(await told()).toEqual([...events, 'message.queued']);
    expect(await acts()).toEqual(['device.created', 'device.disconnected', 'device.connected']);
  });

  test('is independent of the life of keys', async () => {
    const { database, add, find, key, clock } = await setUp();
    const { device } = await add();
    await database.keys.update({ ...key, disabledAtMs: clock.nowMs() });
    expect(await find(device)).toEqual(device);
  });

  test("is nobody's to change in another's workspace", async () => {
    const { add, at, connectDevice, pairDevice, removeDevice } = await setUp();
    const { device } = await add();
    const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
    for (const attempt of [
      connectDevice.disconnect(stranger, at(device)),
      connectDevice.reconnect(stranger, at(device), null),
      pairDevice.renewCode(stranger, at(device)),
      pairDevice.confirm(stranger, at(device), 'code'),
      removeDevice.execute(stranger, at(device)),
      connectDevice.disconnect(AS_SYSTEM, { ...at(device), deviceId: 'dev_unknown' }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a removed device makes room under the cap, frees its number, and leaves its messages to be read', async () => {
  const { database, plan, add, find, at, removeDevice, send, message, told, acts } = await setUp();
  await database.plans.update({ ...plan, devicesMax: 1 });
  const number = { whatsAppPhoneNumberId: '106540352242922' };
  const { device } = await add(number);
  const sent = await send();
  await expect(add(number)).rejects.toMatchObject({ code: 'cap_reached' });
  await removeDevice.execute(aCaller(), at(device));
  expect(await find(device)).toBeNull();
  expect(await message(sent)).toEqual(sent);
  expect((await told()).at(-1)).toBe('device.disconnected');
  expect((await acts()).at(-1)).toBe('device.removed');
  await expect(removeDevice.execute(aCaller(), at(device))).rejects.toMatchObject({ code: 'not_found' });
  await add(number);
});

describe('a device of the Cloud API', () => {
  const CLOUD = { provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '1065', accessToken: 'EAAB-token' } as const;

  test('is connected once the provider has said so, with its token sealed and in nothing that is told', async () => {
    const { database, add, cloud, secretBox, events, audited } = await setUp();
    const { device } = await add(CLOUD);
    expect(cloud.checked).toMatchObject([{ accessToken: 'EAAB-token', device: { whatsAppPhoneNumberId: '1065' } }]);
    expect(device).toMatchObject({ status: 'connected', provider: 'whatsapp_cloud' });
    expect(secretBox.open(device.sealedAccessToken!, device.id)).toBe('EAAB-token');
    const kept = JSON.stringify([await events(), await audited(), [...database.tables.devices.all()]]);
    expect(kept).not.toContain('EAAB');
    expect(JSON.stringify([await events(), await audited()])).not.toContain(device.sealedAccessToken);
  });

  test.each([
    [
      { kind: 'refused', field: 'accessToken', reason: 'No.' },
      { code: 'invalid_request', field: 'accessToken' },
    ],
    [{ kind: 'unreachable' }, { code: 'unavailable' }],
  ] as const)('is not there when the provider answers %j', async (linkCheck, refused) => {
    const { database, add, cloud, told } = await setUp();
    cloud.linkCheck = linkCheck;
    await expect(add(CLOUD)).rejects.toMatchObject(refused);
    expect([...database.tables.devices.all()]).toEqual([]);
    expect(await told()).toEqual([]);
  });

  test.each([
    [{ ...CLOUD, accessToken: undefined }, 'accessToken'],
    [{ ...CLOUD, whatsAppPhoneNumberId: undefined }, 'whatsAppPhoneNumberId'],
    [{ ...CLOUD, link: 'pairing' }, 'link'],
    [{ ...CLOUD, provider: 'sandbox' }, 'accessToken'],
  ])('%j is refused for its %s, and nobody is asked', async (more, field) => {
    const { add, cloud } = await setUp();
    await expect(add(more)).rejects.toMatchObject({ code: 'invalid_request', field });
    expect(cloud.checked).toEqual([]);
  });

  test('comes back with the token it has, or with a new one, and not without the provider’s word', async () => {
    const { add, find, at, connectDevice, cloud, secretBox } = await setUp();
    const { device } = await add(CLOUD);
    await connectDevice.disconnect(aCaller(), at(device));
    cloud.linkCheck = { kind: 'refused', field: 'accessToken', reason: 'Expired (190)' };
    await expect(connectDevice.reconnect(aCaller(), at(device), null)).rejects.toMatchObject({ field: 'accessToken' });
    expect(await find(device)).toMatchObject({ status: 'disconnected' });
    cloud.linkCheck = { kind: 'linked' };
    const back = await connectDevice.reconnect(aCaller(), at(device), 'EAAB-new');
    expect(back).toMatchObject({ status: 'connected' });
    expect(secretBox.open(back.sealedAccessToken!, device.id)).toBe('EAAB-new');
    expect(cloud.checked.map(({ accessToken }) => accessToken)).toEqual(['EAAB-token', 'EAAB-token', 'EAAB-new']);
  });
});
