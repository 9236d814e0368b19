import { dumpOf } from './database.js';
import type { Http } from './http.js';
import { addDevice, comesTo, type DeviceJson, MESSAGE, send } from './messaging.js';
import { APP_SECRET, type Behaviour, MetaStandIn, tell, VERIFY_TOKEN } from './meta-stand-in.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type Tenancy, tenancyOn } from './tenancy.js';
import { until } from './until.js';

const PATH = '/v1/providers/whatsapp-cloud';
const CLOUD = { provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '106540352242922' };

let meta: MetaStandIn;
let tenancy: Tenancy;
let recipients = 0;

beforeAll(async () => {
  meta = await MetaStandIn.open();
  const server = await Server.start({ ...WITH_OPERATOR, ...meta.environment });
  server.secrets.add(meta.goodToken);
  tenancy = await tenancyOn(server);
});
afterAll(() => meta.close());

const newRecipient = (): string => `+4915100${String(++recipients).padStart(6, '0')}`;

/** A workspace with a device of the Cloud API, and a key that may do everything. */
async function linked(): Promise<{ client: Http; device: DeviceJson }> {
  const { server, operator, api } = tenancy;
  const workspace = await defineWorkspace(operator, api, 'Live');
  const client = server.http.bearer((await issueKey(operator, workspace, { scopes: ['admin'] })).secret);
  return { client, device: await addDevice(client, { ...CLOUD, accessToken: meta.goodToken }) };
}

/** A message to somebody whom Meta treats like this. */
async function sendMeeting(client: Http, ...behaviours: Behaviour[]) {
  const to = newRecipient();
  meta.meets(to, ...behaviours);
  return { to, message: await send(client, { to }) };
}

describe('linking', () => {
  test('asks Meta, and answers without the token, which is nowhere to be read again', async () => {
    const { client, device } = await linked();
    expect(device).toMatchObject({ ...CLOUD, status: 'connected', sandbox: false });
    const shown = JSON.stringify([device, (await client.get('/v1/devices')).text]);
    expect(shown).not.toMatch(/EAAB|token/i);
    expect((await dumpOf(tenancy.server.dataDir)).filter((row) => row.includes(meta.goodToken))).toEqual([]);
  });

  test('is refused by the name of the field where Meta refuses, and 503 where Meta is out of reach', async () => {
    const { client } = await linked();
    const body = { name: 'Another', ...CLOUD, whatsAppPhoneNumberId: '999' };
    const refused = await client.post('/v1/devices', { ...body, accessToken: 'EAAB-expired' });
    expect(refused.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'accessToken' }] });
    expect(refused.text).not.toContain('EAAB-expired');
    for (const [field, less] of [
      ['accessToken', { ...body, accessToken: undefined }],
      ['whatsAppPhoneNumberId', { ...body, whatsAppPhoneNumberId: undefined, accessToken: meta.goodToken }],
      ['accessToken', { ...body, provider: 'sandbox', accessToken: meta.goodToken }],
    ] as const)
      expect((await client.post('/v1/devices', less)).expect(400)).toMatchObject({ errors: [{ field }] });
    const { server } = tenancy;
    const nowhere = await Server.start({ ...WITH_OPERATOR, WHATSAPP_CLOUD_URL: 'http://127.0.0.1:1/v23.0' });
    const alone = await tenancyOn(nowhere);
    const key = await issueKey(alone.operator, alone.workspace, { scopes: ['admin'] });
    const unreachable = await nowhere.http.bearer(key.secret).post('/v1/devices', { ...body, accessToken: 'EAAB' });
    expect(unreachable.expect(503)).toMatchObject({ code: 'unavailable' });
    expect(server.port).not.toBe(nowhere.port);
    await nowhere.stop();
  });
});

describe('sending', () => {
  test('hands the message to Meta, and is sent under Meta’s name for it', async () => {
    const { client, device } = await linked();
    const { to, message } = await sendMeeting(client, 'accept');
    expect(message).toMatchObject({ status: 'queued', sandbox: false, deviceId: device.id });
    expect(await comesTo(client, message, 'sent')).toMatchObject({
      providerMessageId: expect.stringMatching(/^wamid/),
    });
    expect(meta.sentTo(to)).toMatchObject([{ text: { body: MESSAGE.body }, biz_opaque_callback_data: message.id }]);
  });

  test.each<[string, Behaviour, string]>([
    ['somebody who cannot be reached', { status: 400, code: 131026 }, 'undeliverable'],
    ['somebody who is not on the list', { status: 400, code: 131030 }, 'recipient_not_allowed'],
    ['somebody after 24 hours', { status: 400, code: 131047 }, 'outside_window'],
  ])('to %s fails once and for good', async (_, behaviour, failureCode) => {
    const { client } = await linked();
    const { to, message } = await sendMeeting(client, behaviour);
    expect(await comesTo(client, message, 'failed')).toMatchObject({ failureCode });
    expect(meta.sentTo(to)).toHaveLength(1);
  });

  test.each<[string, Behaviour]>([
    ['a rate limit', { status: 429, code: 130429 }],
    ['a fault of Meta’s', { status: 500 }],
    ['a connection that is cut', 'cut'],
    ['a connection that hangs', 'hang'],
  ])('goes out after %s', async (_, behaviour) => {
    const { client } = await linked();
    const { to, message } = await sendMeeting(client, behaviour);
    await comesTo(client, message, 'sent');
    expect(meta.sentTo(to)).toHaveLength(2);
  });

  test('with a token that is over disconnects the device, until it is given another', async () => {
    const { client, device } = await linked();
    const [before, path] = [meta.goodToken, `/v1/devices/${device.id}`];
    meta.goodToken = 'EAAB-renewed';
    tenancy.server.secrets.add(meta.goodToken);
    const { message } = await sendMeeting(client);
    expect(await comesTo(client, message, 'failed')).toMatchObject({ failureCode: 'device_not_connected' });
    await until('the device is disconnected', async () => {
      return (await client.get(path)).expect<DeviceJson>(200).status === 'disconnected';
    });
    const refused = await client.post('/v1/messages', { ...MESSAGE, deviceId: device.id });
    expect(refused.json()).toMatchObject({ status: 409, code: 'device_not_connected' });
    expect((await client.post(`${path}/reconnect`, {})).expect(400)).toMatchObject({
      errors: [{ field: 'accessToken' }],
    });
    const back = await client.post(`${path}/reconnect`, { accessToken: meta.goodToken });
    expect(back.expect(200)).toMatchObject({ status: 'connected' });
    await comesTo(client, (await sendMeeting(client)).message, 'sent');
    meta.goodToken = before;
  });
});

describe('what Meta tells later on', () => {
  test('is taken down by Meta’s id, in any order and any number of times, and never backwards', async () => {
    const { client } = await linked();
    const { message } = await sendMeeting(client);
    const { providerMessageId: id } = await comesTo(client, message, 'sent');
    const http = tenancy.server.http;
    (await tell(http, [{ id, status: 'read' }, { id, status: 'delivered' }])).expect(200); // prettier-ignore
    (await tell(http, [{ id, status: 'sent' }, { id, status: 'failed' }, { id, status: 'read' }])).expect(200); // prettier-ignore
    expect((await client.get(`/v1/messages/${message.id}`)).expect(200)).toMatchObject({ status: 'read' });
  });

  test('says why a message has failed after all', async () => {
    const { client } = await linked();
    const { message } = await sendMeeting(client);
    const { providerMessageId: id } = await comesTo(client, message, 'sent');
    const errors = [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Not there' } }];
    (await tell(tenancy.server.http, [{ id, status: 'failed', errors }])).expect(200);
    expect(await comesTo(client, message, 'failed')).toMatchObject({ failureCode: 'undeliverable' });
  });

  test('of messages that are not ours is taken with thanks', async () => {
    const statuses = [{ id: 'wamid.unknown', status: 'read', biz_opaque_callback_data: 'msg_unknown' }];
    (await tell(tenancy.server.http, statuses)).expect(200);
  });

  test('has to be signed, byte for byte', async () => {
    const { client } = await linked();
    const { message } = await sendMeeting(client);
    const { providerMessageId: id } = await comesTo(client, message, 'sent');
    const http = tenancy.server.http;
    expect((await tell(http, [{ id, status: 'read' }], `${APP_SECRET}!`)).status).toBe(403);
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    for (const more of [headers, { 'content-type': 'application/json' }])
      expect((await http.send('POST', PATH, { text: '{}', headers: more })).status).toBe(403);
    expect((await client.get(`/v1/messages/${message.id}`)).expect(200)).toMatchObject({ status: 'sent' });
  });

  test('begins with a handshake, which needs the token', async () => {
    const shake = (token: string, mode = 'subscribe') => {
      const query = { 'hub.mode': mode, 'hub.challenge': '1158201444', 'hub.verify_token': token };
      return tenancy.server.http.get(`${PATH}?${new URLSearchParams(query).toString()}`);
    };
    const shaken = await shake(VERIFY_TOKEN);
    expect([shaken.status, shaken.text]).toEqual([200, '1158201444']);
    expect(shaken.headers['content-type']).toMatch(/^text\/plain/);
    for (const refused of [
      await shake('another'),
      await shake(VERIFY_TOKEN, 'other'),
      await tenancy.server.http.get(PATH),
    ])
      expect(refused.status).toBe(403);
  });

  test('is not listened to where nothing is configured', async () => {
    const server = await Server.start(WITH_OPERATOR);
    expect((await tell(server.http, [])).status).toBe(404);
    expect((await server.http.get(`${PATH}?hub.mode=subscribe`)).status).toBe(404);
    await server.stop();
  });
});

async function killAndRestart(): Promise<Server> {
  await tenancy.server.kill9();
  const server = await tenancy.server.restart();
  tenancy = { ...tenancy, server, operator: tenancy.operator.to(server.port) };
  return server;
}

describe('a server that is killed while Meta is being asked', () => {
  test('asks again when it is back: the message leaves, at least once', async () => {
    const { client } = await linked();
    const { to, message } = await sendMeeting(client, 'hang');
    await until('Meta has the message', () => meta.sentTo(to).length === 1);
    const server = await killAndRestart();
    await comesTo(client.to(server.port), message, 'sent', 50_000);
    expect(meta.sentTo(to).map(({ biz_opaque_callback_data: id }) => id)).toEqual([message.id, message.id]);
  });

  test('does not ask again where Meta has told of the message meanwhile', async () => {
    const { client } = await linked();
    const { to, message } = await sendMeeting(client, 'hang');
    await until('Meta has the message', () => meta.sentTo(to).length === 1);
    const server = await killAndRestart();
    const news = { id: 'wamid.lost', status: 'delivered', biz_opaque_callback_data: message.id };
    (await tell(server.http, [news])).expect(200);
    const back = client.to(server.port);
    expect(await comesTo(back, message, 'delivered')).toMatchObject({ providerMessageId: 'wamid.lost' });
    await comesTo(back, (await sendMeeting(back)).message, 'sent');
    expect(meta.sentTo(to)).toHaveLength(1);
  });
});
