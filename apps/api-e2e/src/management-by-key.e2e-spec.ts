import type { Answer, Http } from './http.js';
import { dumpOf, recordsOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  keysOf,
  type PageJson,
  pathOf,
  planNamed,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

describe('keys manage their own workspace, and nothing else', () => {
  let tenancy: Tenancy;
  let neighbour: { readonly workspace: WorkspaceJson; readonly key: IssuedKeyJson };
  let admin: Http;

  const clientWith = async (more: object): Promise<Http> =>
    tenancy.server.http.bearer((await issueKey(tenancy.operator, tenancy.workspace, more)).secret);

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    const workspace = await defineWorkspace(tenancy.operator, tenancy.api, 'Neighbour');
    neighbour = { workspace, key: await issueKey(tenancy.operator, workspace) };
    admin = await clientWith({ scopes: ['admin'] });
  });

  /** Every way to touch a key, its siblings or its workspace. */
  const touches = (client: Http, workspace: WorkspaceJson, key: KeyJson): Promise<Answer>[] => [
    client.get(`/v1/workspaces/${workspace.id}`),
    client.patch(`/v1/workspaces/${workspace.id}`, { name: 'Touched' }),
    client.get(keysOf(workspace)),
    client.post(keysOf(workspace), { label: 'touched' }),
    client.get(`${keysOf(workspace)}/${key.id}`),
    client.patch(`${keysOf(workspace)}/${key.id}`, { label: 'touched' }),
    client.post(`${keysOf(workspace)}/${key.id}/disable`),
    client.post(`${keysOf(workspace)}/${key.id}/enable`),
    client.post(`${keysOf(workspace)}/${key.id}/rotate`, {}),
    client.post(`${keysOf(workspace)}/${key.id}/rotate/cancel`),
    client.post(`${keysOf(workspace)}/${key.id}/revoke`, { reason: 'unused' }),
    client.post(`${keysOf(workspace)}/${key.id}/revoke/cancel`),
  ];

  it('a key of the sandbox makes none that leaves it, and a test key none that is live', async () => {
    const sandbox = await clientWith({ type: 'sandbox', scopes: ['admin'] });
    const test = await clientWith({ environment: 'test', scopes: ['admin'] });
    const ask = (client: Http, more: object) => client.post(keysOf(tenancy.workspace), { label: 'further', ...more });
    for (const answer of [
      await ask(sandbox, { type: 'production', environment: 'test' }),
      await ask(sandbox, {}),
      await ask(test, { environment: 'live' }),
    ]) {
      expect(answer.expect(403)).toMatchObject({ code: 'scope_not_held' });
    }
    expect((await ask(sandbox, { type: 'sandbox' })).status).toBe(201);
    expect((await ask(test, { environment: 'test' })).status).toBe(201);
  });

  it('a key does not choose the plan of its workspace', async () => {
    const { planId } = tenancy.workspace;
    const answer = await admin.patch(`/v1/workspaces/${tenancy.workspace.id}`, { planId });
    expect(answer.expect(403)).toMatchObject({ code: 'forbidden', errors: [{ field: 'planId' }] });
  });

  it('an admin key does all that there is to do with its own', async () => {
    const { workspace } = tenancy;
    const made = await issueKey(admin, workspace, { label: 'made by a key', scopes: ['messages:write'] });
    const { data } = (await admin.get(`${keysOf(workspace)}?q=made+by`)).expect<PageJson<KeyJson>>(200);
    expect(data.map(({ id }) => id)).toEqual([made.id]);
    expect((await admin.get(pathOf(made))).expect(200)).toMatchObject({ createdBy: { kind: 'key' } });
    const answers = [];
    for (const touch of [
      () => admin.patch(pathOf(made), { label: 'renamed' }),
      () => admin.post(`${pathOf(made)}/disable`),
      () => admin.post(`${pathOf(made)}/enable`),
      () => admin.post(`${pathOf(made)}/revoke`, { reason: 'unused' }),
    ]) {
      answers.push((await touch()).expect<KeyJson>(200));
    }
    expect(answers.map(({ state }) => state)).toEqual(['active', 'disabled', 'active', 'revoked']);
    (await admin.patch(`/v1/workspaces/${workspace.id}`, { name: 'Acme, renamed' })).expect(200);
  });

  it('another workspace answers like one that does not exist', async () => {
    const before = await recordsOf(tenancy.server.dataDir);
    const nobody = { ...neighbour.workspace, id: 'ws_00000000000000000000000000' };
    const theirs = await Promise.all(touches(admin, neighbour.workspace, neighbour.key));
    const none = await Promise.all(touches(admin, nobody, neighbour.key));
    const told = ({ status, text }: Answer): unknown => ({ status, text: text.replace(/"requestId":"[^"]+"/, '') });
    expect(theirs.map(told)).toEqual(none.map(told));
    expect(new Set(theirs.map(({ status }) => status))).toEqual(new Set([404]));
    expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
  });

  it("another workspace's key is not found under the own one either", async () => {
    const [, , , , ...ofKey] = touches(admin, tenancy.workspace, neighbour.key);
    for (const { status } of await Promise.all(ofKey)) expect(status).toBe(404);
  });

  it('lists show the own workspace only, whatever is asked for', async () => {
    for (const query of ['', `?apiId=${tenancy.api.id}`, '?limit=100']) {
      const { data } = (await admin.get(`/v1/workspaces${query}`)).expect<PageJson<WorkspaceJson>>(200);
      expect(data.map(({ id }) => id)).toEqual([tenancy.workspace.id]);
    }
    const cursor = Buffer.from('ws_zzzzzzzzzzzzzzzzzzzzzzzzzz').toString('base64url');
    const { data } = (await admin.get(`/v1/workspaces?cursor=${cursor}`)).expect<PageJson<WorkspaceJson>>(200);
    expect(data.map(({ id }) => id)).toEqual([tenancy.workspace.id]);
  });

  it('a key grants only what it holds', async () => {
    const { workspace } = tenancy;
    const issuer = await clientWith({ scopes: ['keys:write', 'messages:read'] });
    for (const scopes of [['admin'], ['write'], ['messages:read', 'messages:write'], ['workspace:write'], undefined]) {
      const refused = await issuer.post(keysOf(workspace), { label: 'more', ...(scopes && { scopes }) });
      expect(refused.expect(403)).toMatchObject({ code: 'scope_not_held', errors: [{ field: 'scopes' }] });
    }
    const { scopes } = await issueKey(issuer, workspace, { scopes: ['messages:read'] });
    expect(scopes).toEqual(['messages:read']);
  });

  it('each route asks for its scope, and says which one is missing', async () => {
    const { workspace } = tenancy;
    const target = await issueKey(tenancy.operator, workspace);
    const needed = [
      'workspace:read',
      'workspace:write',
      'keys:read',
      'keys:write',
      'keys:read',
      ...Array.from({ length: 7 }, () => 'keys:write'),
    ];
    const sender = await clientWith({ scopes: ['messages:write'] });
    const answers = await Promise.all(touches(sender, workspace, target));
    answers.forEach((answer, i) => {
      expect(answer.expect(403)).toMatchObject({ code: 'scope_missing', missing: [needed[i]] });
      expect(answer.headers['www-authenticate']).toBe(`Bearer error="insufficient_scope", scope="${needed[i]}"`);
    });
  });

  it('a fine scope opens its route and no other', async () => {
    const { workspace } = tenancy;
    const reader = await clientWith({ scopes: ['keys:read'] });
    expect((await reader.get(keysOf(workspace))).status).toBe(200);
    expect((await reader.post(keysOf(workspace), { label: 'x' })).status).toBe(403);
    expect((await reader.get(`/v1/workspaces/${workspace.id}`)).status).toBe(403);
    expect((await reader.get('/v1/devices')).status).toBe(403);
  });

  it('a read-only key reads and never writes, whatever its scopes say', async () => {
    const { workspace } = tenancy;
    const reader = await clientWith({ type: 'read_only', scopes: ['admin'] });
    const target = await issueKey(tenancy.operator, workspace);
    for (const path of ['/v1/devices', '/v1/messages', keysOf(workspace), pathOf(target), '/v1/workspaces']) {
      expect((await reader.get(path)).status).toBe(200);
      expect((await reader.send('HEAD', path)).status).toBe(200);
    }
    const before = await recordsOf(tenancy.server.dataDir);
    const writes = [
      await reader.post('/v1/messages', { to: '+31612345678', body: 'x' }),
      await reader.post(keysOf(workspace), { label: 'x' }),
      await reader.patch(pathOf(target), { label: 'x' }),
      await reader.post(`${pathOf(target)}/revoke`, { reason: 'unused' }),
      await reader.post(`${pathOf(target)}/disable`),
      await reader.patch(`/v1/workspaces/${workspace.id}`, { name: 'x' }),
    ];
    for (const answer of writes) expect(answer.expect(403)).toMatchObject({ code: 'scope_missing' });
    for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const overridden = await reader.post(
        '/v1/messages?_method=GET',
        { to: '+31612345678', body: 'x' },
        {
          headers: { [header]: 'GET' },
        },
      );
      expect(overridden.status).toBe(403);
    }
    expect(await recordsOf(tenancy.server.dataDir)).toEqual(before);
  });

  it('routes of operators refuse every key', async () => {
    const { api } = tenancy;
    const answers = [
      await admin.get('/v1/apis'),
      await admin.post('/v1/apis', { name: 'x', slug: 'x', wireProfile: 'standard', hostnames: ['x.example'] }),
      await admin.get(`/v1/apis/${api.id}`),
      await admin.patch(`/v1/apis/${api.id}`, { name: 'x' }),
      await admin.get(`/v1/apis/${api.id}/plans`),
      await admin.post('/v1/workspaces', { apiId: api.id, name: 'x' }),
      await admin.get('/v1/auth/me'),
      await admin.post('/v1/auth/logout'),
    ];
    for (const answer of answers) expect(answer.expect(403)).toMatchObject({ code: 'forbidden' });
  });

  it('only an operator suspends a workspace, or lifts that', async () => {
    const { operator, server, workspace } = tenancy;
    for (const suspended of [true, false]) {
      const refused = await admin.patch(`/v1/workspaces/${workspace.id}`, { suspended });
      expect(refused.expect(403)).toMatchObject({ code: 'forbidden', errors: [{ field: 'suspended' }] });
    }
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { suspended: true })).expect(200);
    for (const client of [admin, await clientWith({})]) {
      expect((await client.get('/v1/devices')).json()).toMatchObject({ code: 'workspace_suspended' });
    }
    expect((await admin.patch(`/v1/workspaces/${workspace.id}`, { suspended: false })).status).toBe(403);
    expect((await server.http.bearer(neighbour.key.secret).get('/v1/devices')).status).toBe(200);
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { suspended: false })).expect(200);
    expect((await admin.get('/v1/devices')).status).toBe(200);
  });

  it('a key opens nothing through the host name of another API', async () => {
    const { operator, workspace } = tenancy;
    await defineApi(operator, 'elsewhere', 'standard');
    const lost = admin.with({ host: 'elsewhere.localhost' });
    for (const path of ['/v1/devices', keysOf(workspace), '/v1/workspaces']) {
      expect((await lost.get(path)).expect(401)).toMatchObject({ code: 'key_unknown' });
    }
  });

  it('a plan without the API closes the management routes to keys too', async () => {
    const { operator, server } = tenancy;
    const api = await defineApi(operator, 'metered', 'waping');
    const workspace = await defineWorkspace(operator, api, 'Free', await planNamed(operator, api, 'free'));
    const { secret } = await issueKey(operator, workspace, { scopes: ['admin'] });
    const free = server.http.bearer(secret).with({ host: 'metered.localhost' });
    expect((await free.get(keysOf(workspace))).expect(403)).toMatchObject({ code: 'entitlement_missing' });
    const planId = await planNamed(operator, api, 'enterprise');
    expect((await free.patch(`/v1/workspaces/${workspace.id}`, { planId })).status).toBe(403);
  });

  it('what keys did is in the audit log under their ids', async () => {
    const { id } = await issueKey(admin, tenancy.workspace, { scopes: ['read'] });
    const [entry] = (await dumpOf(tenancy.server.dataDir)).filter(
      (row) => row.startsWith('public.audit_entries ') && row.includes(`"target_id":"${id}"`),
    );
    expect(entry).toMatch(/"actor_kind":"key","actor_id":"key_[0-9a-z]{26}","action":"key.created"/);
  });
});
