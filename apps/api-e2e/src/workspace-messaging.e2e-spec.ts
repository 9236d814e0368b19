import type { Http } from './http.js';
import { comesTo, type DeviceJson, MESSAGE, type MessageJson, send } from './messaging.js';
import { join, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, type Tenancy, tenancyOn, type WorkspaceJson } from './tenancy.js';
import { until } from './until.js';

interface SentJson extends MessageJson {
  readonly sender: { readonly kind: string; readonly id: string };
}

interface LinkingJson extends DeviceJson {
  readonly pairingCode: string | null;
}

const devicesOf = ({ id }: WorkspaceJson): string => `/v1/workspaces/${id}/devices`;
const messagesOf = ({ id }: WorkspaceJson): string => `/v1/workspaces/${id}/messages`;

describe('devices and messages, for the people of a workspace', () => {
  let tenancy: Tenancy;
  let admin: Person;
  let developer: Person;
  let viewer: Person;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' }));
    const person = (name: string) => newPerson(tenancy.operator, tenancy.server, name);
    [admin, developer, viewer] = [await person('admin'), await person('developer'), await person('viewer')];
  });

  /** A workspace of its own, with its one device of the sandbox, all three in it, and a key. */
  async function aWorkspace(overrides: object = {}) {
    const { operator, api, server } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Messaging');
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { overrides })).expect(200);
    await join(operator, workspace, admin, 'admin');
    await join(operator, workspace, developer, 'developer');
    await join(operator, workspace, viewer, 'viewer');
    const issue = async (more: object = {}) => {
      const key = await issueKey(operator, workspace, { scopes: ['admin'], ...more });
      return { key, client: server.http.bearer(key.secret) };
    };
    return { workspace, issue, ...(await issue()) };
  }

  const listed = async <T>(http: Http, path: string): Promise<readonly T[]> =>
    (await http.get(path)).expect<PageJson<T>>(200).data;

  it('a device is linked, lost, found again and removed by an admin, as by a key', async () => {
    const { workspace, client } = await aWorkspace();
    const path = devicesOf(workspace);
    const made = (await admin.http.post(path, { name: 'Reception', link: 'pairing' })).expect<LinkingJson>(201);
    expect(made).toMatchObject({ status: 'linking', sandbox: true, pairingCode: expect.any(String) });
    const device = `${path}/${made.id}`;
    const renewed = (await admin.http.post(`${device}/pairing-code`)).expect<LinkingJson>(201);
    expect(renewed.pairingCode).not.toBe(made.pairingCode);
    const wrong = await admin.http.post(`${device}/pairing`, { code: made.pairingCode });
    expect(wrong.expect<object>(400)).toMatchObject({ errors: [{ field: 'code' }] });
    const steps = [
      [`${device}/pairing`, { code: renewed.pairingCode }, 'connected'],
      [`${device}/disconnect`, undefined, 'disconnected'],
      [`${device}/reconnect`, {}, 'connected'],
    ] as const;
    for (const [step, json, status] of steps) {
      expect((await admin.http.post(step, json)).expect<DeviceJson>(200)).toMatchObject({ id: made.id, status });
      expect((await client.get(`/v1/devices/${made.id}`)).expect<DeviceJson>(200)).toMatchObject({ status });
    }
    expect((await viewer.http.get(device)).expect<DeviceJson>(200)).toMatchObject({ status: 'connected' });
    (await admin.http.send('DELETE', device)).expect(200);
    (await admin.http.get(device)).expect(404);
    const { data: entries } = (await admin.http.get(`/v1/workspaces/${workspace.id}/audit?targetId=${made.id}`)).expect<
      PageJson<{ action: string; actor: object }>
    >(200);
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      'device.created',
      'device.pairing_renewed',
      'device.connected',
      'device.disconnected',
      'device.connected',
      'device.removed',
    ]);
    expect(entries.every(({ actor }) => JSON.stringify(actor) === JSON.stringify({ kind: 'user', id: admin.id }))).toBe(
      true,
    );
  });

  it('are listed in pages, and in the words of the standard profile', async () => {
    const { workspace, client } = await aWorkspace();
    for (const name of ['One', 'Two']) (await client.post('/v1/devices', { name })).expect(201);
    const first = (await viewer.http.get(`${devicesOf(workspace)}?limit=2`)).expect<PageJson<DeviceJson>>(200);
    const rest = await listed<DeviceJson>(viewer.http, `${devicesOf(workspace)}?cursor=${first.nextCursor}`);
    const all = (await client.get('/v1/devices')).expect<PageJson<DeviceJson>>(200);
    expect([...first.data, ...rest]).toEqual(all.data);
    expect(all.data).toHaveLength(3);
  });

  it('a test message is sent by whoever may write messages, and says who sent it', async () => {
    const { workspace, client, key } = await aWorkspace();
    const path = messagesOf(workspace);
    const sent = (await developer.http.post(path, MESSAGE)).expect<SentJson>(201);
    expect(sent).toMatchObject({ status: 'queued', sandbox: true, sender: { kind: 'user', id: developer.id } });
    const read = await comesTo(client, sent, 'read');
    expect((await viewer.http.get(`${path}/${sent.id}`)).expect<SentJson>(200)).toEqual({
      ...read,
      sender: sent.sender,
    });
    const byKey = await send(client);
    const all = await listed<SentJson>(viewer.http, path);
    expect(all.map(({ id, sender }) => [id, sender])).toEqual([
      [byKey.id, { kind: 'key', id: key.id }],
      [sent.id, { kind: 'user', id: developer.id }],
    ]);
    expect((await viewer.http.post(path, MESSAGE)).expect<object>(403)).toMatchObject({ code: 'forbidden' });
    expect((await viewer.http.post(devicesOf(workspace), { name: 'x' })).expect<object>(403)).toMatchObject({
      code: 'forbidden',
    });
  });

  it('messages are found by status, by device and by sandbox', async () => {
    const { workspace, client } = await aWorkspace();
    const { id: deviceId } = (await client.post('/v1/devices', { name: 'Another' })).expect<DeviceJson>(201);
    const failed = await send(client, { to: '+31612340001' });
    const sent = await send(client, { to: '+31612340002', deviceId });
    await comesTo(client, failed, 'failed');
    await comesTo(client, sent, 'sent');
    const found = async (query: string): Promise<readonly string[]> =>
      (await listed<MessageJson>(viewer.http, `${messagesOf(workspace)}?${query}`)).map(({ id }) => id);
    expect(await found('status=failed')).toEqual([failed.id]);
    expect(await found(`deviceId=${deviceId}`)).toEqual([sent.id]);
    expect(await found(`deviceId=${deviceId}&status=failed`)).toEqual([]);
    expect(await found('sandbox=true')).toEqual([sent.id, failed.id]);
    expect(await found('sandbox=false')).toEqual([]);
    expect(await found('deviceId=dev_none')).toEqual([]);
    for (const [query, field] of [
      ['status=lost', 'status'],
      ['sandbox=yes', 'sandbox'],
      ['sandbox=1', 'sandbox'],
      ['sandbox=', 'sandbox'],
      ['deviceId=Device', 'deviceId'],
      ['limit=0', 'limit'],
      ['cursor=x', 'cursor'],
      ['to=x', 'to'],
    ]) {
      const answer = await viewer.http.get(`${messagesOf(workspace)}?${query}`);
      expect([query, answer.status, answer.json()]).toMatchObject([query, 400, { errors: [{ field }] }]);
    }
  });

  it('people and keys take from one allowance, to the message, and what is refused takes nothing', async () => {
    const { workspace, client } = await aWorkspace({ messagesPerMonth: 4 });
    const path = messagesOf(workspace);
    (await developer.http.post(path, { ...MESSAGE, deviceId: 'dev_none' })).expect(400);
    (await developer.http.post(path, MESSAGE)).expect(201);
    await send(client);
    (await client.post(path, MESSAGE)).expect(201);
    (await client.post(path, { ...MESSAGE, deviceId: 'dev_none' })).expect(400);
    (await developer.http.post(path, MESSAGE)).expect(201);
    const refused = await developer.http.post(path, MESSAGE);
    expect(refused.expect<object>(429)).toMatchObject({ code: 'allowance_exceeded' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await client.post(path, MESSAGE)).expect<object>(429)).toMatchObject({ code: 'allowance_exceeded' });
    expect(await listed(viewer.http, path)).toHaveLength(4);
  });

  it('a message that names itself is sent once, and spends once', async () => {
    const { workspace } = await aWorkspace({ messagesPerMonth: 1 });
    const headers = { 'idempotency-key': 'the-first-message' };
    const first = (await developer.http.post(messagesOf(workspace), MESSAGE, { headers })).expect<SentJson>(201);
    const again = await developer.http.post(messagesOf(workspace), MESSAGE, { headers });
    expect(again.expect<SentJson>(201)).toEqual(first);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await listed(viewer.http, messagesOf(workspace))).toHaveLength(1);
  });

  it('a key spends its own quota here too, and keeps to its devices and to the sandbox', async () => {
    const { workspace, issue, client } = await aWorkspace();
    const { client: frugal } = await issue({ quota: { limit: 1, period: 'day' } });
    (await frugal.get(messagesOf(workspace))).expect(200);
    expect((await frugal.get(devicesOf(workspace))).expect<object>(429)).toMatchObject({ code: 'quota_exceeded' });

    const { id } = (await client.post('/v1/devices', { name: 'Its own' })).expect<DeviceJson>(201);
    const { client: restricted } = await issue({ deviceIds: [id] });
    const [other] = (await listed<DeviceJson>(viewer.http, devicesOf(workspace))).filter((device) => device.id !== id);
    expect((await listed<DeviceJson>(restricted, devicesOf(workspace))).map((device) => device.id)).toEqual([id]);
    const denied = [
      await restricted.get(`${devicesOf(workspace)}/${other!.id}`),
      await restricted.get(`${messagesOf(workspace)}?deviceId=${other!.id}`),
      await restricted.post(messagesOf(workspace), { ...MESSAGE, deviceId: other!.id }),
      await restricted.post(`${devicesOf(workspace)}/${other!.id}/disconnect`),
      await restricted.post(devicesOf(workspace), { name: 'Another' }),
    ];
    for (const answer of denied) expect(answer.expect<object>(403)).toMatchObject({ code: 'resource_denied' });

    const { client: sandbox } = await issue({ type: 'sandbox' });
    expect((await sandbox.post(devicesOf(workspace), { name: 'x' })).expect<object>(403)).toMatchObject({
      code: 'environment_denied',
    });
    expect((await sandbox.post(messagesOf(workspace), MESSAGE)).expect<object>(201)).toMatchObject({ sandbox: true });
    const elsewhere = await defineWorkspace(tenancy.operator, tenancy.api, 'Elsewhere');
    for (const path of [devicesOf(elsewhere), messagesOf(elsewhere)]) {
      (await client.get(path)).expect(404);
      (await viewer.http.get(path)).expect(404);
    }
    (await client.post(messagesOf(elsewhere), MESSAGE)).expect(404);
  });

  it('in a workspace that is suspended, or closed to their address, nobody works', async () => {
    const { workspace } = await aWorkspace();
    const { operator } = tenancy;
    const place = `/v1/workspaces/${workspace.id}`;
    const stranger = await newPerson(operator, tenancy.server, 'stranger');
    (await operator.patch(place, { ipAllowlist: ['198.51.100.0/24'] })).expect(200);
    const inside = developer.http.with({ 'x-forwarded-for': '198.51.100.7' });
    (await inside.post(messagesOf(workspace), MESSAGE)).expect(201);
    for (const client of [developer.http, operator]) {
      expect((await client.post(messagesOf(workspace), MESSAGE)).expect<object>(403)).toMatchObject({
        code: 'ip_denied',
      });
      expect((await client.get(messagesOf(workspace))).expect<object>(403)).toMatchObject({ code: 'ip_denied' });
    }
    (await stranger.http.get(messagesOf(workspace))).expect(404);
    (await operator.patch(place, { ipAllowlist: [], suspended: true })).expect(200);
    expect((await developer.http.get(devicesOf(workspace))).expect<object>(403)).toMatchObject({
      code: 'workspace_suspended',
    });
    (await stranger.http.get(messagesOf(workspace))).expect(404);
    (await operator.patch(place, { suspended: false })).expect(200);
    (await developer.http.post(messagesOf(workspace), MESSAGE)).expect(201);
  });

  it('what people sent is in the totals of the statement and in the allowance, and on the line of no key', async () => {
    const { workspace } = await aWorkspace({ messagesPerMonth: 10 });
    (await developer.http.post(messagesOf(workspace), MESSAGE)).expect(201);
    const month = new Date().toISOString().slice(0, 7);
    const statement = await until('the statement counts it', async () => {
      const answer = await admin.http.get(`/v1/workspaces/${workspace.id}/statements/${month}`);
      const drawn = answer.expect<{ totals: { sandboxMessages: number }; allowance: object; lines: object[] }>(200);
      return drawn.totals.sandboxMessages === 1 && drawn;
    });
    expect(statement.allowance).toMatchObject({ quantity: 1 });
    expect(statement.lines).toEqual([]);
  });
});
