import type { WireProfileName } from '@latchkey/vocabulary';
import type { Http } from './http.js';
import { openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  keysOf,
  type PageJson,
  pathOf,
  tenancyOn,
  type Tenancy,
  type WorkspaceJson,
} from './tenancy.js';

const MESSAGE = { to: '+31612345678', body: 'Hello' };

let made = 0;

/** Devices are linked outside of this API; here they are there from the start. Oldest first. */
async function linkDevices(server: Server, workspace: WorkspaceJson, count: number): Promise<string[]> {
  const database = await openDatabaseOf(server.dataDir);
  const ids = Array.from({ length: count }, () => `dev_7${String(++made).padStart(25, '0')}`);
  for (const id of ids) {
    await database.query(`INSERT INTO devices VALUES ($1, $2, 'A device', 'connected', now())`, [id, workspace.id]);
  }
  await database.end();
  return ids;
}

describe('the devices that a key may touch', () => {
  let tenancy: Tenancy;
  /** The one that came with the workspace is older than all of these. */
  let devices: readonly [string, string, string];
  let foreign: { readonly workspace: WorkspaceJson; readonly deviceId: string; readonly client: Http };

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    const { server, operator, api, workspace } = tenancy;
    devices = (await linkDevices(server, workspace, 3)) as unknown as typeof devices;
    const other = await defineWorkspace(operator, api, 'Other');
    const [deviceId = ''] = await linkDevices(server, other, 1);
    const client = server.http.bearer((await issueKey(operator, other)).secret);
    foreign = { workspace: other, deviceId, client };
  });

  const keyFor = async (deviceIds: readonly string[], more: object = {}) => {
    const key = await issueKey(tenancy.operator, tenancy.workspace, { deviceIds, ...more });
    return { key, client: tenancy.server.http.bearer(key.secret) };
  };

  const idsOf = async (client: Http, path: string): Promise<string[]> =>
    (await client.get(path)).expect<PageJson<{ id: string }>>(200).data.map(({ id }) => id);

  test('a key without a list touches all of its workspace', async () => {
    const { key, client } = await keyFor([]);
    expect(key).toMatchObject({ deviceIds: [] });
    expect(await idsOf(client, '/v1/devices')).toEqual([...devices].reverse().concat(expect.any(String)));
    expect((await client.get(`/v1/devices/${devices[1]}`)).expect(200)).toMatchObject({
      id: devices[1],
      status: 'connected',
    });
  });

  test('a restricted key lists and reads its own devices, page by page', async () => {
    const { key, client } = await keyFor([devices[0], devices[2]]);
    expect(key).toMatchObject({ deviceIds: [devices[0], devices[2]] });
    expect(await idsOf(client, '/v1/devices')).toEqual([devices[2], devices[0]]);
    const first = (await client.get('/v1/devices?limit=1')).expect<PageJson<{ id: string }>>(200);
    expect(first.data.map(({ id }) => id)).toEqual([devices[2]]);
    expect(await idsOf(client, `/v1/devices?limit=1&cursor=${first.nextCursor}`)).toEqual([devices[0]]);
    expect((await client.get(`/v1/devices/${devices[0]}`)).status).toBe(200);
  });

  test('any other device is refused, for reading and for sending', async () => {
    const { client } = await keyFor([devices[0], devices[2]]);
    for (const refused of [
      await client.get(`/v1/devices/${devices[1]}`),
      await client.post('/v1/messages', { ...MESSAGE, deviceId: devices[1] }),
    ]) {
      expect(refused.status).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'resource_denied' });
    }
    expect(await idsOf(client, '/v1/messages')).toEqual([]);
  });

  test('another workspace’s device answers like one of nobody', async () => {
    const { client } = await keyFor([]);
    const unknown = 'dev_00000000000000000000000000';
    const told = async (deviceId: string) => {
      const answers = [
        await client.get(`/v1/devices/${deviceId}`),
        await client.post('/v1/messages', { ...MESSAGE, deviceId }),
      ];
      return answers.map((answer) => ({ status: answer.status, ...answer.json(), requestId: null }));
    };
    expect(await told(foreign.deviceId)).toEqual(await told(unknown));
    expect((await told(unknown)).map(({ status }) => status)).toEqual([404, 400]);
    const restricted = await keyFor([devices[0]]);
    for (const id of [foreign.deviceId, unknown]) {
      expect((await restricted.client.get(`/v1/devices/${id}`)).json()).toMatchObject({ code: 'resource_denied' });
    }
  });

  test('a message that names no device goes out from the oldest connected one of the list', async () => {
    const { client } = await keyFor([devices[2], devices[1]]);
    expect((await client.post('/v1/messages', MESSAGE)).expect(201)).toMatchObject({ deviceId: devices[1] });
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const setStatus = (status: string, ids: readonly string[]) =>
      database.query('UPDATE devices SET status = $1 WHERE id = ANY($2)', [status, ids]);
    await setStatus('disconnected', [devices[1]]);
    expect((await client.post('/v1/messages', MESSAGE)).expect(201)).toMatchObject({ deviceId: devices[2] });
    await setStatus('disconnected', [devices[2]]);
    expect((await client.post('/v1/messages', MESSAGE)).json()).toMatchObject({
      status: 409,
      code: 'device_not_connected',
    });
    await setStatus('connected', devices);
    await database.end();
  });

  test('messages of other devices are neither listed nor read', async () => {
    const [one, two, all] = [await keyFor([devices[0]]), await keyFor([devices[1]]), await keyFor([])];
    const send = async (client: Http) => (await client.post('/v1/messages', MESSAGE)).expect<{ id: string }>(201).id;
    const [ofOne, ofTwo] = [await send(one.client), await send(two.client)];
    const listed = await idsOf(one.client, '/v1/messages');
    expect(listed).toContain(ofOne);
    expect(listed).not.toContain(ofTwo);
    expect((await one.client.get(`/v1/messages/${ofOne}`)).status).toBe(200);
    const refused = await one.client.get(`/v1/messages/${ofTwo}`);
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'resource_denied' });
    expect(await idsOf(all.client, '/v1/messages')).toEqual(expect.arrayContaining([ofOne, ofTwo]));
    const ofForeign = await send(foreign.client);
    for (const { client } of [one, all]) {
      expect((await client.get(`/v1/messages/${ofForeign}`)).status).toBe(404);
      expect((await client.get('/v1/messages/msg_00000000000000000000000000')).status).toBe(404);
    }
  });

  test('devices that the workspace does not have are named by their place', async () => {
    const { operator, workspace } = tenancy;
    const { key } = await keyFor([]);
    for (const stray of [foreign.deviceId, 'dev_00000000000000000000000000', 'x', '', 'dev_\u0000']) {
      const deviceIds = [devices[0], stray];
      for (const refused of [
        await operator.post(keysOf(workspace), { label: 'x', deviceIds }),
        await operator.patch(pathOf(key), { deviceIds }),
      ]) {
        expect(refused.status).toBe(400);
        expect(refused.json()).toMatchObject({ code: 'invalid_request', errors: [{ field: 'deviceIds.1' }] });
      }
    }
  });

  test('a change is in force for the very next request', async () => {
    const { key, client } = await keyFor([devices[0]]);
    for (let round = 0; round < 10; round++) {
      const [granted, withdrawn] = round % 2 === 0 ? [devices[1], devices[0]] : [devices[0], devices[1]];
      (await tenancy.operator.patch(pathOf(key), { deviceIds: [granted] })).expect(200);
      expect((await client.get(`/v1/devices/${granted}`)).status).toBe(200);
      expect((await client.get(`/v1/devices/${withdrawn}`)).status).toBe(403);
    }
    expect((await tenancy.operator.patch(pathOf(key), { deviceIds: [] })).expect(200)).toMatchObject({ deviceIds: [] });
    expect((await client.get(`/v1/devices/${devices[2]}`)).status).toBe(200);
  });

  test('a scope that is missing is said before a device that is out of reach', async () => {
    const { client } = await keyFor([devices[0]], { scopes: ['devices:read'] });
    const refused = await client.post('/v1/messages', { ...MESSAGE, deviceId: devices[1] });
    expect(refused.json()).toMatchObject({ code: 'scope_missing', missing: ['messages:write'] });
  });

  test('a restricted key issues no key, and changes none, that touches more', async () => {
    const { workspace } = tenancy;
    const { key, client } = await keyFor([devices[0], devices[1]], { scopes: ['admin'] });
    const child = await issueKey(client, workspace, { deviceIds: [devices[1]] });
    expect(child).toMatchObject({ deviceIds: [devices[1]] });
    for (const deviceIds of [undefined, [], [devices[0], devices[2]], [foreign.deviceId]]) {
      const attempts = [await client.post(keysOf(workspace), { label: 'x', deviceIds })];
      if (deviceIds) {
        attempts.push(await client.patch(pathOf(child), { deviceIds }), await client.patch(pathOf(key), { deviceIds }));
      }
      for (const refused of attempts) {
        expect(refused.status).toBe(403);
        expect(refused.json()).toMatchObject({ code: 'scope_not_held', errors: [{ field: 'deviceIds' }] });
      }
    }
  });

  test.each<{ profile: WireProfileName; foreign: object; unknown: object }>([
    {
      profile: 'waping',
      foreign: { error: { code: 'FORBIDDEN', reason: 'resource_denied' } },
      unknown: { error: { code: 'NOT_FOUND' } },
    },
    {
      profile: 'startmessaging',
      foreign: { error: { code: 'NOT_FOUND' } },
      unknown: { error: { code: 'NOT_FOUND' } },
    },
  ])('$profile says of another workspace’s ids what its document says', async ({ profile, ...expected }) => {
    const { server, operator } = tenancy;
    const api = await defineApi(operator, profile, profile);
    const [mine, theirs] = [
      await defineWorkspace(operator, api, 'Mine'),
      await defineWorkspace(operator, api, 'Theirs'),
    ];
    const clientOf = async (workspace: WorkspaceJson, more: object = {}) =>
      server.http.bearer((await issueKey(operator, workspace, more)).secret).with({ host: `${profile}.localhost` });
    const [client, other] = [await clientOf(mine), await clientOf(theirs)];
    const [own = ''] = await linkDevices(server, mine, 1);
    const [deviceId = ''] = await linkDevices(server, theirs, 1);
    const sent = (await other.post('/v1/messages', MESSAGE)).json<{ id?: string; data?: { id: string } }>();
    const messageId = sent.data?.id ?? sent.id;
    for (const path of [`/v1/devices/${deviceId}`, `/v1/messages/${messageId}`]) {
      const answer = await client.get(path);
      expect(answer.status).toBe(profile === 'waping' ? 403 : 404);
      expect(answer.json()).toMatchObject(expected.foreign);
    }
    for (const path of ['/v1/devices/dev_00000000000000000000000000', '/v1/messages/msg_00000000000000000000000000']) {
      const answer = await client.get(path);
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject(expected.unknown);
    }
    const send = await client.post('/v1/messages', { ...MESSAGE, deviceId });
    expect(send.status).toBe(profile === 'waping' ? 403 : 400);
    const restricted = await clientOf(mine, { deviceIds: [own] });
    expect((await restricted.get(`/v1/devices/${deviceId}`)).status).toBe(403);
  });
});
