import type { Http } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  keysOf,
  type PageJson,
  tenancyOn,
  type Tenancy,
  type WorkspaceJson,
} from './tenancy.js';

interface AppJson {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly appKey: string;
  readonly createdAt: string;
  readonly archivedAt: string | null;
}

const appsOf = ({ id }: WorkspaceJson): string => `/v1/workspaces/${id}/apps`;

const defineApp = async (client: Http, workspace: WorkspaceJson, name: string): Promise<AppJson> =>
  (await client.post(appsOf(workspace), { name })).expect(201);

describe('apps, and the keys that are bound to one', () => {
  let tenancy: Tenancy;
  let shop: AppJson;
  let till: AppJson;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    shop = await defineApp(tenancy.operator, tenancy.workspace, 'Web shop');
    till = await defineApp(tenancy.operator, tenancy.workspace, 'Till');
  });

  const as = (secret: string, appKey?: string): Http =>
    tenancy.server.http.bearer(secret).with(appKey === undefined ? {} : { 'x-app-key': appKey });

  test('an app is created, listed, read and renamed; its key is public and stays', async () => {
    const { operator, workspace } = tenancy;
    expect(shop).toEqual({
      id: expect.stringMatching(/^app_[0-9a-z]{26}$/),
      workspaceId: workspace.id,
      name: 'Web shop',
      appKey: expect.stringMatching(/^appkey_[0-9a-z]{26}$/),
      createdAt: expect.stringMatching(/Z$/),
      archivedAt: null,
    });
    const page = (await operator.get(appsOf(workspace))).expect<PageJson<AppJson>>(200);
    expect(page).toEqual({ data: [till, shop], nextCursor: null });
    const first = (await operator.get(`${appsOf(workspace)}?limit=1`)).expect<PageJson<AppJson>>(200);
    expect(first.data).toEqual([till]);
    const rest = await operator.get(`${appsOf(workspace)}?limit=1&cursor=${first.nextCursor}`);
    expect(rest.expect<PageJson<AppJson>>(200)).toEqual({ data: [shop], nextCursor: null });
    const path = `${appsOf(workspace)}/${shop.id}`;
    expect((await operator.patch(path, { name: 'Shop' })).expect(200)).toEqual({ ...shop, name: 'Shop' });
    expect((await operator.get(path)).expect(200)).toEqual({ ...shop, name: 'Shop' });
  });

  test('a bound key is refused without its app, and with another', async () => {
    const { operator, workspace } = tenancy;
    const key = await issueKey(operator, workspace, { appId: shop.id });
    expect(key).toMatchObject({ appId: shop.id });
    expect((await as(key.secret, shop.appKey).get('/v1/devices')).status).toBe(200);
    for (const appKey of [undefined, till.appKey, shop.id, 'appkey_', '']) {
      const refused = await as(key.secret, appKey).get('/v1/devices');
      expect(refused.status).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'app_mismatch' });
      expect(refused.headers['www-authenticate']).toBeUndefined();
    }
  });

  test('a key that is bound to none does not care what app speaks', async () => {
    const key = await issueKey(tenancy.operator, tenancy.workspace);
    expect(key).toMatchObject({ appId: null });
    for (const appKey of [undefined, shop.appKey, 'anything']) {
      expect((await as(key.secret, appKey).get('/v1/devices')).status).toBe(200);
    }
  });

  test('two app keys in one request are one too many', async () => {
    const key = await issueKey(tenancy.operator, tenancy.workspace, { appId: shop.id });
    const answer = await tenancy.server.http.raw(
      `GET /v1/devices HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${key.secret}\r\n` +
        `X-App-Key: ${till.appKey}\r\nX-App-Key: ${shop.appKey}\r\n\r\n`,
    );
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'duplicate_header' });
  });

  test('a bound key is bound on management routes too, and issues keys for its app only', async () => {
    const { operator, workspace } = tenancy;
    const key = await issueKey(operator, workspace, { appId: shop.id, scopes: ['admin'] });
    expect((await as(key.secret).get(keysOf(workspace))).json()).toMatchObject({ code: 'app_mismatch' });
    const manager = as(key.secret, shop.appKey);
    for (const more of [{}, { appId: null }, { appId: till.id }]) {
      const refused = await manager.post(keysOf(workspace), { label: 'x', ...more });
      expect(refused.status).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'scope_not_held', errors: [{ field: 'appId' }] });
    }
    expect(await issueKey(manager, workspace, { appId: shop.id })).toMatchObject({ appId: shop.id });
  });

  test('a key is bound to an app of its own workspace, or to none', async () => {
    const { operator, api, workspace } = tenancy;
    const other = await defineWorkspace(operator, api, 'Other');
    const foreign = await defineApp(operator, other, 'Foreign');
    for (const appId of [foreign.id, 'app_00000000000000000000000000']) {
      const refused = await operator.post(keysOf(workspace), { label: 'x', appId });
      expect(refused.status).toBe(400);
      expect(refused.json()).toMatchObject({ errors: [{ field: 'appId' }] });
    }
    const path = `${appsOf(workspace)}/${foreign.id}`;
    for (const answer of [
      await operator.get(path),
      await operator.patch(path, { name: 'x' }),
      await operator.send('DELETE', path),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({ detail: 'There is no such app.' });
    }
  });

  test('reading and changing apps takes the scopes of the workspace, and stays within it', async () => {
    const { operator, api, workspace } = tenancy;
    const reader = as((await issueKey(operator, workspace, { scopes: ['workspace:read'] })).secret);
    expect((await reader.get(appsOf(workspace))).status).toBe(200);
    expect((await reader.post(appsOf(workspace), { name: 'x' })).json()).toMatchObject({
      code: 'scope_missing',
      missing: ['workspace:write'],
    });
    const other = await defineWorkspace(operator, api, 'Yet another');
    expect((await reader.get(appsOf(other))).status).toBe(404);
  });

  test('archiving an app shuts out its keys with the very next request, for good', async () => {
    const { operator, workspace } = tenancy;
    const app = await defineApp(operator, workspace, 'Kiosk');
    const key = await issueKey(operator, workspace, { appId: app.id });
    expect((await as(key.secret, app.appKey).get('/v1/devices')).status).toBe(200);
    const path = `${appsOf(workspace)}/${app.id}`;
    const archived = (await operator.send('DELETE', path)).expect<AppJson>(200);
    expect(archived).toEqual({ ...app, archivedAt: expect.stringMatching(/Z$/) });
    expect((await as(key.secret, app.appKey).get('/v1/devices')).json()).toMatchObject({ code: 'app_mismatch' });
    expect((await operator.send('DELETE', path)).expect(200)).toEqual(archived);
    const refused = await operator.post(keysOf(workspace), { label: 'x', appId: app.id });
    expect(refused.json()).toMatchObject({ code: 'invalid_request', errors: [{ field: 'appId' }] });
  });

  test('the example of WAStack works: app key and API key beside each other', async () => {
    const { operator, server } = tenancy;
    const workspace = await defineWorkspace(operator, await defineApi(operator, 'wastack', 'wastack'), 'Acme');
    const app = await defineApp(operator, workspace, 'Shop');
    const { secret } = await issueKey(operator, workspace, { appId: app.id });
    const host = { host: 'wastack.localhost' };
    const client = server.http.bearer(secret).with(host);
    expect((await client.get('/v1/devices', { headers: { ...host, 'x-app-key': app.appKey } })).status).toBe(200);
    const refused = await client.get('/v1/devices');
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ error: { code: 'app_mismatch' } });
  });
});
