import type { Http } from './http.js';
import { addDevice, comesTo, type DeviceJson, devicesOf, MESSAGE, send } from './messaging.js';
import { MetaStandIn } from './meta-stand-in.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, type Tenancy, tenancyOn } from './tenancy.js';

const KINDS = [{ type: 'sandbox' }, { type: 'production', environment: 'test' }] as const;

describe.each(KINDS)('a key of the kind %j stays in the sandbox', (kind) => {
  let tenancy: Tenancy;
  let meta: MetaStandIn;
  let live: DeviceJson;
  let sandbox: DeviceJson;
  let production: Http;
  let closed: Http;

  beforeAll(async () => {
    meta = await MetaStandIn.open();
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, ...meta.environment }));
    const { server, operator, api } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Mixed');
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides: { messagesPerMonth: 5 } })).expect(200);
    const clientOf = async (more: object) =>
      server.http.bearer((await issueKey(operator, workspace, { scopes: ['admin'], ...more })).secret);
    production = await clientOf({});
    closed = await clientOf(kind);
    const cloud = { provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '106540352242922' };
    live = await addDevice(production, { ...cloud, accessToken: meta.goodToken });
    sandbox = (await devicesOf(production)).find((device) => device.sandbox)!;
  });
  afterAll(() => meta.close());

  const DENIED = { status: 403, code: 'environment_denied' };

  test('it lists and reads the sandbox’s devices and no other', async () => {
    expect((await devicesOf(production)).map(({ id }) => id).sort()).toEqual([live.id, sandbox.id].sort());
    expect(await devicesOf(closed)).toEqual([sandbox]);
    (await closed.get(`/v1/devices/${sandbox.id}`)).expect(200);
    expect((await closed.get(`/v1/devices/${live.id}`)).json()).toMatchObject(DENIED);
  });

  test('it can neither disconnect, reconnect, pair nor remove a live device, nor remove or add any', async () => {
    const { id } = live;
    for (const refused of [
      await closed.post(`/v1/devices/${id}/disconnect`),
      await closed.post(`/v1/devices/${id}/reconnect`, { accessToken: 'EAAB-other' }),
      await closed.post(`/v1/devices/${id}/pairing-code`),
      await closed.post(`/v1/devices/${id}/pairing`, { code: '0123456789abcdef' }),
      await closed.send('DELETE', `/v1/devices/${id}`),
      await closed.send('DELETE', `/v1/devices/${sandbox.id}`),
      await closed.post('/v1/devices', { name: 'Another' }),
    ])
      expect(refused.json()).toMatchObject(DENIED);
    expect((await production.get(`/v1/devices/${id}`)).expect(200)).toMatchObject({ id, status: 'connected' });
    for (const act of ['disconnect', 'reconnect'])
      (await closed.post(`/v1/devices/${sandbox.id}/${act}`, act === 'reconnect' ? {} : undefined)).expect(200);
  });

  test('it sends through the sandbox alone: a live device that it names is refused, and costs nothing', async () => {
    const before = meta.sent.length;
    for (let i = 0; i < 10; i++) {
      const refused = await closed.post('/v1/messages', { ...MESSAGE, deviceId: live.id });
      expect(refused.json()).toMatchObject(DENIED);
    }
    for (const more of [{}, { deviceId: sandbox.id }]) {
      const sent = await send(closed, more);
      expect(sent).toMatchObject({ sandbox: true, deviceId: sandbox.id });
      await comesTo(closed, sent, 'delivered');
    }
    expect(meta.sent).toHaveLength(before);
  });

  test('it finds no device where only a live one is connected', async () => {
    (await production.post(`/v1/devices/${sandbox.id}/disconnect`)).expect(200);
    const refused = await closed.post('/v1/messages', MESSAGE);
    expect(refused.json()).toMatchObject({ status: 409, code: 'device_not_connected' });
    (await production.post(`/v1/devices/${sandbox.id}/reconnect`, {})).expect(200);
  });

  test('it lists and reads no live message', async () => {
    const real = await send(production, { to: '+31600000001' });
    expect(real).toMatchObject({ deviceId: live.id, sandbox: false });
    await comesTo(production, real, 'sent');
    expect(meta.sentTo('+31600000001')).toHaveLength(1);
    expect((await closed.get(`/v1/messages/${real.id}`)).json()).toMatchObject(DENIED);
    const listed = (await closed.get('/v1/messages')).expect<PageJson<{ id: string; sandbox: boolean }>>(200).data;
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.every((message) => message.sandbox)).toBe(true);
  });
});
