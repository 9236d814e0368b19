import type { WorkspaceRole } from '@latchkey/vocabulary';
import { dumpOf, recordsOf } from './database.js';
import type { Http } from './http.js';
import { join, membersOf, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineWorkspace,
  issueKey,
  keysOf,
  type PageJson,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

interface MemberJson {
  readonly userId: string;
  readonly email: string;
  readonly role: WorkspaceRole;
}

interface MeJson {
  readonly user: { readonly role: string | null };
  readonly memberships: readonly { workspaceId: string; role: WorkspaceRole }[];
}

describe('the members of a workspace', () => {
  let tenancy: Tenancy;
  let elsewhere: WorkspaceJson;
  let people: Record<WorkspaceRole, Person>;
  let stranger: Person;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    const { api, operator, workspace } = tenancy;
    elsewhere = await defineWorkspace(operator, api, 'Elsewhere');
    const member = async (role: WorkspaceRole): Promise<Person> => {
      const somebody = await person(role);
      await join(operator, workspace, somebody, role);
      return somebody;
    };
    people = {
      owner: await member('owner'),
      admin: await member('admin'),
      developer: await member('developer'),
      viewer: await member('viewer'),
    };
    stranger = await person('stranger');
    await join(operator, elsewhere, stranger, 'owner');
  });

  const person = (name: string): Promise<Person> => newPerson(tenancy.operator, tenancy.server, name);
  const pathTo = ({ id }: Person, workspace = tenancy.workspace): string => `${membersOf(workspace)}/${id}`;

  it('are listed, newest account first, in pages, to whoever may read the team', async () => {
    const { viewer, developer, admin, owner } = people;
    const ids = [viewer, developer, admin, owner].map(({ id }) => id);
    const { data } = (await viewer.http.get(membersOf(tenancy.workspace))).expect<PageJson<MemberJson>>(200);
    expect(data.map(({ userId }) => userId)).toEqual(ids);
    expect(data[0]).toEqual({
      userId: viewer.id,
      email: viewer.email,
      name: 'viewer',
      role: 'viewer',
      createdAt: expect.any(String),
    });
    const first = (await owner.http.get(`${membersOf(tenancy.workspace)}?limit=3`)).expect<PageJson<MemberJson>>(200);
    const rest = await owner.http.get(`${membersOf(tenancy.workspace)}?cursor=${first.nextCursor}`);
    expect(rest.expect<PageJson<MemberJson>>(200).data.map(({ userId }) => userId)).toEqual(ids.slice(3));
  });

  it('are told where they are one', async () => {
    const { id: workspaceId } = tenancy.workspace;
    const me = (await people.developer.http.get('/v1/auth/me')).expect<MeJson>(200);
    expect(me).toMatchObject({ user: { role: null }, memberships: [{ workspaceId, role: 'developer' }] });
    const { email, password } = people.developer;
    const signedIn = (await tenancy.server.http.post('/v1/auth/login', { email, password })).expect<MeJson>(200);
    expect(signedIn.memberships).toEqual(me.memberships);
    expect((await people.developer.http.get('/v1/workspaces')).expect<PageJson<WorkspaceJson>>(200).data).toEqual([
      expect.objectContaining({ id: workspaceId }),
    ]);
    expect((await tenancy.operator.get('/v1/workspaces')).expect<PageJson<WorkspaceJson>>(200).data).toHaveLength(2);
  });

  describe('do what their role does', () => {
    /** Each a change or a look of another kind: who may. */
    const ACTS: readonly (readonly [string, readonly WorkspaceRole[], (http: Http) => Promise<{ status: number }>])[] =
      [
        [
          'read the workspace',
          ['owner', 'admin', 'developer', 'viewer'],
          (http) => http.get(`/v1/workspaces/${here()}`),
        ],
        [
          'read the plan',
          ['owner', 'admin', 'developer', 'viewer'],
          (http) => http.get(`/v1/workspaces/${here()}/plan`),
        ],
        ['read the keys', ['owner', 'admin', 'developer', 'viewer'], (http) => http.get(keysOf({ id: here() }))],
        [
          'issue a key',
          ['owner', 'admin', 'developer'],
          (http) => http.post(keysOf({ id: here() }), { label: 'x', scopes: ['messages:read'] }),
        ],
        ['define an app', ['owner', 'admin'], (http) => http.post(`/v1/workspaces/${here()}/apps`, { name: 'x' })],
        ['change a role', ['owner', 'admin'], (http) => http.patch(pathTo(people.viewer), { role: 'viewer' })],
        ['list APIs', [], (http) => http.get('/v1/apis')],
        ['list accounts', [], (http) => http.get('/v1/users')],
        ['define a workspace', [], (http) => http.post('/v1/workspaces', { apiId: tenancy.api.id, name: 'x' })],
        ['check any key', [], (http) => http.post('/v1/keys/verify', { key: 'x', dryRun: true })],
        [
          'add an account',
          [],
          (http) => http.post(membersOf({ id: here() }), { email: stranger.email, role: 'viewer' }),
        ],
        ['suspend the workspace', [], (http) => http.patch(`/v1/workspaces/${here()}`, { suspended: true })],
      ];
    const here = (): string => tenancy.workspace.id;

    it.each(ACTS)('%s: %j', async (_, may, act) => {
      for (const [role, { http }] of Object.entries(people)) {
        const { status } = await act(http);
        expect([role, status < 300 ? 'done' : status]).toEqual([
          role,
          may.includes(role as WorkspaceRole) ? 'done' : 403,
        ]);
      }
    });

    it('a refusal says which scope the role lacks', async () => {
      const refused = await people.viewer.http.post(keysOf(tenancy.workspace), { label: 'x' });
      expect(refused.expect(403)).toMatchObject({ code: 'forbidden', detail: expect.stringContaining('keys:write') });
    });

    it('and grant no key what the role does not hold', async () => {
      const { developer } = people;
      for (const scopes of [['admin'], ['team:write'], ['workspace:write'], ['keys:verify']]) {
        const refused = await developer.http.post(keysOf(tenancy.workspace), { label: 'x', scopes });
        expect(refused.expect(403)).toMatchObject({ code: 'scope_not_held', errors: [{ field: 'scopes' }] });
      }
      const key = await issueKey(developer.http, tenancy.workspace, { scopes: ['write'] });
      expect(key.scopes).toEqual(['write']);
    });
  });

  it('another workspace answers like none, on every route that names one', async () => {
    const before = await recordsOf(tenancy.server.dataDir);
    const key = await issueKey(tenancy.operator, tenancy.workspace);
    const paths = (id: string) =>
      [
        ['GET', `/v1/workspaces/${id}`],
        ['PATCH', `/v1/workspaces/${id}`, { name: 'x' }],
        ['GET', `/v1/workspaces/${id}/plan`],
        ['GET', `/v1/workspaces/${id}/usage`],
        ['GET', `/v1/workspaces/${id}/apps`],
        ['GET', `/v1/workspaces/${id}/members`],
        ['POST', `/v1/workspaces/${id}/invitations`, { email: stranger.email, role: 'owner' }],
        ['GET', `/v1/workspaces/${id}/invitations`],
        ['POST', `/v1/workspaces/${id}/leave`],
        ['PATCH', `/v1/workspaces/${id}/members/${people.owner.id}`, { role: 'viewer' }],
        ['DELETE', `/v1/workspaces/${id}/members/${people.owner.id}`],
        ['GET', `/v1/workspaces/${id}/keys/${key.id}`],
        ['POST', `/v1/workspaces/${id}/keys`, { label: 'x' }],
        ['POST', `/v1/workspaces/${id}/keys/${key.id}/revoke`, { reason: 'unused' }],
      ] as const;
    const none = paths('ws_00000000000000000000000000');
    for (const [i, [method, path, json]] of paths(tenancy.workspace.id).entries()) {
      const [, nowhere] = none[i]!;
      const answers = [
        await stranger.http.send(method, path, json && { json }),
        await stranger.http.send(method, nowhere, json && { json }),
      ];
      const [foreign, absent] = answers.map(({ status, text, headers }) => [
        status,
        text.replaceAll(String(headers['x-request-id']), ''),
      ]);
      expect([path, foreign]).toEqual([path, absent]);
      expect(foreign![0]).toBe(404);
    }
    const after = await recordsOf(tenancy.server.dataDir);
    // What the key has done in its own workspace, and where the log of that ends.
    const isOwn = (row: string): boolean =>
      row.includes(key.id) || row.startsWith(`public.audit_heads {"chain":"${key.workspaceId}"`);
    const changed = after.filter((row) => !before.includes(row) && !isOwn(row));
    expect(changed).toEqual([]);
  });

  it('is nobody without an account, nor who is one already; the field is named', async () => {
    const { operator, workspace } = tenancy;
    const add = (email: string) => operator.post(membersOf(workspace), { email, role: 'viewer' });
    const unknown = (await add('nobody@example.com')).expect(400);
    expect(unknown).toMatchObject({ code: 'invalid_request', errors: [{ field: 'email' }] });
    expect((await add(people.admin.email.toUpperCase())).expect(409)).toMatchObject({ errors: [{ field: 'email' }] });
    const gone = await person('gone');
    (await operator.post(`/v1/users/${gone.id}/leave`)).expect(200);
    expect((await add(gone.email)).expect(400)).toMatchObject({ errors: [{ field: 'email' }] });
  });

  it('a repeated request adds nobody twice', async () => {
    const { operator, workspace } = tenancy;
    const { email } = await person('repeated');
    const headers = { 'idempotency-key': 'add-once' };
    const add = () => operator.post(membersOf(workspace), { email, role: 'viewer' }, { headers });
    const [first, again] = [await add(), await add()];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  describe('owners', () => {
    it('are made and unmade by owners and operators only', async () => {
      const { admin, owner } = people;
      const target = await person('target');
      const refusal = { code: 'scope_not_held', errors: [{ field: 'role' }] };
      const { secret } = await issueKey(tenancy.operator, tenancy.workspace, { scopes: ['admin'] });
      for (const client of [admin.http, tenancy.server.http.bearer(secret)]) {
        const invitation = { email: target.email, role: 'owner' };
        const invited = await client.post(`/v1/workspaces/${tenancy.workspace.id}/invitations`, invitation);
        expect(invited.expect(403)).toMatchObject(refusal);
        expect((await client.patch(pathTo(admin), { role: 'owner' })).expect(403)).toMatchObject(refusal);
        expect((await client.patch(pathTo(owner), { role: 'viewer' })).expect(403)).toMatchObject(refusal);
        expect((await client.send('DELETE', pathTo(owner))).expect(403)).toMatchObject(refusal);
      }
      await join(tenancy.operator, tenancy.workspace, target, 'viewer');
      (await owner.http.patch(pathTo(target), { role: 'owner' })).expect(200);
      (await owner.http.send('DELETE', pathTo(target))).expect(204);
    });

    it('the last one stays, also where the last two go at once, or one goes by their own wish', async () => {
      const { operator, api, server } = tenancy;
      const workspace = await defineWorkspace(operator, api, 'Two owners');
      const [one, two] = [await newPerson(operator, server, 'one'), await newPerson(operator, server, 'two')];
      await join(operator, workspace, one, 'owner');
      for (const act of [
        () => operator.send('DELETE', pathTo(one, workspace)),
        () => operator.patch(pathTo(one, workspace), { role: 'admin' }),
      ])
        expect((await act()).expect(409)).toMatchObject({ code: 'last_owner' });
      await join(operator, workspace, two, 'owner');
      const gone = await Promise.all([one, two].map((each) => operator.send('DELETE', pathTo(each, workspace))));
      expect(gone.map(({ status }) => status).sort()).toEqual([204, 409]);
      const both = [await signIn(server, one), await signIn(server, two)];
      const left = await Promise.all(both.map((each) => each.post(`/v1/workspaces/${workspace.id}/leave`)));
      expect(left.map(({ status }) => status).sort()).toEqual([404, 409]);
    });
  });

  it('whoever is removed, or loses a role, has it no more when the answer comes', async () => {
    const { operator, workspace } = tenancy;
    let fickle = await person('fickle');
    for (let round = 0; round < 5; round++) {
      await join(operator, workspace, fickle, 'developer');
      (await fickle.http.get(keysOf(workspace))).expect(200);
      (await operator.patch(pathTo(fickle), { role: 'viewer' })).expect(200);
      (await fickle.http.post(keysOf(workspace), { label: 'x' })).expect(403);
      (await operator.send('DELETE', pathTo(fickle))).expect(204);
      (await fickle.http.get(keysOf(workspace))).expect(401);
      fickle = { ...fickle, http: await signIn(tenancy.server, fickle) };
      (await fickle.http.get(keysOf(workspace))).expect(404);
      expect((await operator.send('DELETE', pathTo(fickle))).expect(404)).toMatchObject({ code: 'not_found' });
    }
    expect((await fickle.http.get('/v1/auth/me')).expect<MeJson>(200).memberships).toEqual([]);
    expect((await fickle.http.get('/v1/workspaces')).expect<PageJson<WorkspaceJson>>(200).data).toEqual([]);
  });

  it('whoever leaves for good is a member of nothing, and an operator is bound to nobody', async () => {
    const { operator, workspace } = tenancy;
    const leaver = await person('leaver');
    await join(operator, workspace, leaver, 'admin');
    (await operator.post(`/v1/users/${leaver.id}/leave`)).expect(200);
    const { data } = (await operator.get(membersOf(workspace))).expect<PageJson<MemberJson>>(200);
    expect(data.map(({ userId }) => userId)).not.toContain(leaver.id);
    const another = await newPerson(operator, tenancy.server, 'another-operator', 'operator');
    await join(operator, workspace, another, 'viewer');
    (await another.http.get('/v1/apis')).expect(200);
    (await operator.send('DELETE', pathTo(another))).expect(204);
    const again = await signIn(tenancy.server, another);
    (await again.get(membersOf(workspace))).expect(200);
  });

  it('every change is in the audit log, with who made it', async () => {
    const { server, workspace, operator } = tenancy;
    const { owner } = people;
    const audited = await person('audited');
    await join(operator, workspace, audited, 'viewer');
    (await owner.http.patch(pathTo(audited), { role: 'admin' })).expect(200);
    (await owner.http.send('DELETE', pathTo(audited))).expect(204);
    const entries = (await dumpOf(server.dataDir))
      .filter((row) => row.startsWith('public.audit_entries ') && row.includes(`"target_id":"${audited.id}"`))
      .map((row) => JSON.parse(row.slice('public.audit_entries '.length)) as Record<string, unknown>)
      .filter(({ action }) => String(action).startsWith('member.'));
    expect(entries).toMatchObject([
      { action: 'member.added', workspace_id: workspace.id, after: { role: 'viewer' } },
      { action: 'member.role_changed', actor_id: owner.id, before: { role: 'viewer' }, after: { role: 'admin' } },
      { action: 'member.removed', before: { role: 'admin' }, after: { sessionsEnded: 1 } },
    ]);
  });
});
