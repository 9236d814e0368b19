import type { Http } from '../http.js';
import { join, newPerson, type Person } from '../people.js';
import { Server, WITH_OPERATOR } from '../server.js';
import { defineApi, defineWorkspace, issueKey, type PageJson, signIn, type WorkspaceJson } from '../tenancy.js';

describe("WAStack's team and billing, which admin keys manage", () => {
  let server: Server;
  let operator: Http;
  let workspace: WorkspaceJson;
  let owner: Person;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
    workspace = await defineWorkspace(operator, await defineApi(operator, 'wastack', 'wastack'), 'Workspace');
    owner = await newPerson(operator, server, 'owner');
    await join(operator, workspace, owner, 'owner');
  });

  const withKey = async (...scopes: string[]): Promise<Http> => {
    const { secret } = await issueKey(operator, workspace, { scopes });
    return server.http.with({ host: 'wastack.localhost', authorization: `Bearer ${secret}` });
  };

  it('an admin key reads who is in the workspace, in pages', async () => {
    const viewer = await newPerson(operator, server, 'viewer');
    await join(operator, workspace, viewer, 'viewer');
    const admin = await withKey('admin');
    const first = (await admin.get('/api/v1/team?limit=1')).expect<PageJson<object>>(200);
    expect(first.data).toMatchObject([{ userId: viewer.id, email: viewer.email, role: 'viewer' }]);
    const rest = (await admin.get(`/api/v1/team?cursor=${first.nextCursor}`)).expect<PageJson<object>>(200);
    expect(rest).toMatchObject({ data: [{ userId: owner.id, role: 'owner' }], nextCursor: null });
  });

  it('an admin key reads the plan and what is used of it, as the dashboard does', async () => {
    const billing = (await (await withKey('admin')).get('/api/v1/billing')).expect<object>(200);
    const plan = (await operator.get(`/v1/workspaces/${workspace.id}/plan`)).expect<object>(200);
    expect(Object.keys(billing)).toEqual(Object.keys(plan));
    expect(billing).toMatchObject({ plan: { id: workspace.planId } });
  });

  it.each(['read', 'write'])('a %s key reads neither, and is told which scope it lacks', async (scope) => {
    const client = await withKey(scope);
    for (const [path, missing] of [
      ['/api/v1/team', 'team:read'],
      ['/api/v1/billing', 'billing:read'],
    ] as const)
      expect((await client.get(path)).expect(403)).toMatchObject({
        error: { code: 'scope_missing', missing: [missing] },
      });
  });

  it('a session is no key', async () => {
    for (const path of ['/api/v1/team', '/api/v1/billing']) {
      const answer = await owner.http.with({ host: 'wastack.localhost' }).get(path);
      expect(answer.expect(401)).toMatchObject({ error: { code: 'key_malformed' } });
    }
  });

  it('a bad page is refused in the words of the profile', async () => {
    const admin = await withKey('admin');
    expect((await admin.get('/api/v1/team?limit=0')).expect(400)).toMatchObject({ error: { code: 'invalid_request' } });
  });

  it('are no address on an API of another profile', async () => {
    const acme = await defineWorkspace(operator, await defineApi(operator, 'acme', 'standard'), 'Acme');
    const { secret } = await issueKey(operator, acme, { scopes: ['admin'] });
    const client = server.http.with({ host: 'acme.localhost', authorization: `Bearer ${secret}` });
    for (const path of ['/api/v1/team', '/api/v1/billing'])
      expect((await client.get(path)).expect(404)).toMatchObject({ code: 'not_found' });
  });
});
