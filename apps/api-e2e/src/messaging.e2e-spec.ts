import { openDatabaseOf } from './database.js';
import type { Http } from './http.js';
import { addDevice, comesTo, type DeviceJson, devicesOf, MESSAGE, send } from './messaging.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, pathOf, revoke, type Tenancy, tenancyOn } from './tenancy.js';

interface LinkingJson extends DeviceJson {
  readonly pairingCode: string | null;
  readonly pairingCodeExpiresAt: string | null;
}

let tenancy: Tenancy;

beforeAll(async () => {
  tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
});

/** A workspace of its own, with its one sandbox device, and a key that may do everything in it. */
async function aWorkspace(overrides: object = {}) {
  const { operator, api, server } = tenancy;
  const workspace = await defineWorkspace(operator, api, 'Messaging');
  if (Object.keys(overrides).length > 0)
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
  const issue = async (more: object = {}) => {
    const key = await issueKey(operator, workspace, { scopes: ['admin'], ...more });
    return { key, client: server.http.bearer(key.secret) };
  };
  const { client, key } = await issue();
  const [device] = await devicesOf(client);
  return { workspace, client, key, issue, device: device! };
}

/** What webhooks will be told, in the order of its ids. */
async function eventsOf(workspaceId: string): Promise<{ type: string; override_url: string | null; data: object }[]> {
  const database = await openDatabaseOf(tenancy.server.dataDir);
  const { rows } = await database.query<{ type: string; override_url: string | null; data: object }>(
    'SELECT type, override_url, data FROM events WHERE workspace_id = $1 ORDER BY occurred_at, id',
    [workspaceId],
  );
  await database.end();
  return rows;
}

const refusal = (status: number, code: string) => ({ status, code });

describe('messages', () => {
  test('are answered as queued, and then travel: sent, delivered, read', async () => {
    const { client, workspace, device } = await aWorkspace();
    const queued = await send(client);
    expect(queued).toMatchObject({ status: 'queued', deviceId: device.id, sandbox: true, providerMessageId: null });
    const read = await comesTo(client, queued, 'read');
    expect(read).toMatchObject({ providerMessageId: expect.any(String), failureCode: null });
    const told = (await eventsOf(workspace.id)).filter(({ data }) => 'id' in data && data.id === queued.id);
    expect(told.map(({ type }) => type)).toEqual(
      ['queued', 'sent', 'delivered', 'read'].map((status) => `message.${status}`),
    );
    expect(told.map(({ data }) => data).at(-1)).toEqual(read);
  });

  test('to the magic recipients meet what they stand for', async () => {
    const { client } = await aWorkspace();
    const to = (ending: string) => send(client, { to: `+3161234${ending}` });
    const [absent, unreachable] = [await to('0001'), await to('0004')];
    expect(await comesTo(client, absent, 'failed')).toMatchObject({
      failureCode: 'undeliverable',
      failureReason: expect.stringMatching(/not on WhatsApp/),
    });
    await comesTo(client, unreachable, 'read');
  });

  test('are sent through the device that is named', async () => {
    const { client } = await aWorkspace();
    const { id: deviceId } = await addDevice(client);
    expect(await send(client, { deviceId })).toMatchObject({ deviceId });
  });

  test('carry the address that is told of them, and only to there', async () => {
    const { client, workspace } = await aWorkspace();
    const headers = { 'x-webhook-url': 'https://hooks.example.com/in?a=b' };
    const sent = await client.post('/v1/messages', { ...MESSAGE, to: '+31612340002' }, { headers });
    expect(sent.text).not.toContain('hooks.example.com');
    await comesTo(client, sent.expect<{ id: string }>(201), 'sent');
    const told = (await eventsOf(workspace.id)).filter(({ type }) => type.startsWith('message.'));
    expect(told.map(({ override_url: url }) => url)).toEqual([headers['x-webhook-url'], headers['x-webhook-url']]);
    expect(JSON.stringify(told.map(({ data }) => data))).not.toContain('hooks.example.com');
  });

  test.each([
    [''],
    ['hooks.example.com'],
    ['ftp://hooks.example.com'],
    ['javascript:alert(1)'],
    ['https://user:word@hooks.example.com'],
    ['https://'],
    [`https://hooks.example.com/${'x'.repeat(2048)}`],
  ])('with the address %j are refused by the name of the header, and cost nothing', async (url) => {
    const { client } = await aWorkspace({ messagesPerMonth: 1, keysMax: 10 });
    for (let i = 0; i < 3; i++) {
      const refused = await client.post('/v1/messages', MESSAGE, { headers: { 'x-webhook-url': url } });
      expect(refused.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'X-Webhook-URL' }] });
    }
    await send(client);
  });
});

describe('devices', () => {
  test('that are paired wait for their code, which is shown once, and connect with it', async () => {
    const { client, workspace } = await aWorkspace();
    const added = await addDevice<LinkingJson>(client, { link: 'pairing' });
    expect(added).toMatchObject({ status: 'linking', pairingCode: expect.stringMatching(/^[0-9a-z]{16}$/) });
    const soonMs = Date.parse(added.pairingCodeExpiresAt!) - Date.now();
    expect(soonMs > 100_000 && soonMs <= 120_000).toBe(true);
    const path = `/v1/devices/${added.id}`;
    expect((await client.get(path)).text).not.toContain(added.pairingCode!);
    const refused = await client.post('/v1/messages', { ...MESSAGE, deviceId: added.id });
    expect(refused.json()).toMatchObject(refusal(409, 'device_not_connected'));
    const other = await client.post(`${path}/pairing`, { code: '0123456789abcdef' });
    expect(other.expect(400)).toMatchObject({ errors: [{ field: 'code' }] });
    const renewed = (await client.post(`${path}/pairing-code`)).expect<LinkingJson>(201);
    expect((await client.post(`${path}/pairing`, { code: added.pairingCode })).status).toBe(400);
    expect((await client.post(`${path}/pairing`, { code: renewed.pairingCode })).expect(200)).toMatchObject({
      id: added.id,
      status: 'connected',
    });
    await send(client, { deviceId: added.id });
    const told = (await eventsOf(workspace.id)).filter(({ type }) => type.startsWith('device.'));
    expect(told.map(({ type }) => type)).toEqual(['device.created', 'device.connected']);
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const { rows } = await database.query('SELECT devices::text AS row FROM devices WHERE id = $1', [added.id]);
    await database.end();
    expect(JSON.stringify(rows)).not.toContain(renewed.pairingCode!);
  });

  test('a repeated request gets the device again, and not its code', async () => {
    const { client } = await aWorkspace();
    const headers = { 'idempotency-key': 'pair-once' };
    const body = { name: 'Office', link: 'pairing' };
    const first = (await client.post('/v1/devices', body, { headers })).expect<LinkingJson>(201);
    const again = (await client.post('/v1/devices', body, { headers })).expect<LinkingJson>(201);
    expect(again).toMatchObject({ id: first.id, pairingCode: null });
  });

  test('that are disconnected send nothing until they are reconnected, and the message is not charged', async () => {
    const { client, device } = await aWorkspace({ messagesPerMonth: 1, keysMax: 10 });
    const path = `/v1/devices/${device.id}`;
    expect((await client.post(`${path}/disconnect`)).expect(200)).toMatchObject({ status: 'disconnected' });
    for (const deviceId of [device.id, undefined]) {
      const refused = await client.post('/v1/messages', { ...MESSAGE, deviceId });
      expect(refused.json()).toMatchObject(refusal(409, 'device_not_connected'));
    }
    expect((await client.post(`${path}/reconnect`, {})).expect(200)).toMatchObject({ status: 'connected' });
    await send(client);
  });

  test('stay linked while keys are rotated and revoked', async () => {
    const { client, key, issue, device } = await aWorkspace();
    const { operator, server } = tenancy;
    const { secret } = (await operator.post(`${pathOf(key)}/rotate`, { overlapMs: 0 })).expect<{ secret: string }>(201);
    expect((await client.get('/v1/devices')).status).toBe(401);
    expect(await devicesOf(server.http.bearer(secret))).toEqual([device]);
    const { key: other, client: last } = await issue();
    await revoke(operator, other);
    expect((await last.get('/v1/devices')).status).toBe(401);
    expect(await send(server.http.bearer(secret))).toMatchObject({ deviceId: device.id });
  });

  test('that are removed are gone, make room under the cap, and leave their messages', async () => {
    const { client, device } = await aWorkspace({ devicesMax: 1, keysMax: 10 });
    const sent = await send(client);
    expect((await client.post('/v1/devices', { name: 'More' })).json()).toMatchObject(refusal(409, 'cap_reached'));
    (await client.send('DELETE', `/v1/devices/${device.id}`)).expect(200);
    expect((await client.get(`/v1/devices/${device.id}`)).status).toBe(404);
    expect((await client.send('DELETE', `/v1/devices/${device.id}`)).status).toBe(404);
    expect(await devicesOf(client)).toEqual([]);
    await addDevice(client);
    expect((await client.get(`/v1/messages/${sent.id}`)).expect(200)).toMatchObject({ deviceId: device.id });
    const { data } = (await client.get('/v1/messages')).expect<PageJson<{ id: string }>>(200);
    expect(data.map(({ id }) => id)).toEqual([sent.id]);
  });

  test('carry a phone number id once in a workspace', async () => {
    const { client } = await aWorkspace();
    const number = { whatsAppBusinessId: '123456789012345', whatsAppPhoneNumberId: '106540352242922' };
    expect(await addDevice(client, number)).toMatchObject({ ...number, sandbox: true });
    const refused = await client.post('/v1/devices', { name: 'Again', ...number });
    expect(refused.expect(409)).toMatchObject({ code: 'conflict', errors: [{ field: 'whatsAppPhoneNumberId' }] });
    const { client: neighbour } = await aWorkspace();
    await addDevice(neighbour, number);
  });

  test("of another workspace answer like nobody's, whatever is asked of them", async () => {
    const [{ client }, other] = [await aWorkspace(), await aWorkspace()];
    const ask = (by: Http, id: string) =>
      Promise.all([
        by.post(`/v1/devices/${id}/disconnect`),
        by.post(`/v1/devices/${id}/reconnect`, {}),
        by.post(`/v1/devices/${id}/pairing-code`),
        by.post(`/v1/devices/${id}/pairing`, { code: '0123456789abcdef' }),
        by.send('DELETE', `/v1/devices/${id}`),
      ]);
    const told = async (id: string) =>
      (await ask(client, id)).map(({ status, text }) => [status, text.replace(/"requestId":"[^"]*"/, '')]);
    expect(await told(other.device.id)).toEqual(await told('dev_00000000000000000000000000'));
    expect(await devicesOf(other.client)).toEqual([other.device]);
  });
});

test('a message that was accepted leaves although the server was killed at once', async () => {
  const { client } = await aWorkspace();
  const sent = await Promise.all(Array.from({ length: 20 }, () => send(client)));
  await tenancy.server.kill9();
  const server = await tenancy.server.restart();
  const back = client.to(server.port);
  for (const message of sent) await comesTo(back, message, 'read', 50_000);
});
