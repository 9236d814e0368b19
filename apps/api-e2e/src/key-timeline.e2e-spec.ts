import { join, newPerson } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, pathOf, tenancyOn, type Tenancy } from './tenancy.js';

interface EntryJson {
  readonly at: string;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly reason: string | null;
}

describe('the timeline of a key', () => {
  let tenancy: Tenancy;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  });

  it('tells a viewer what was done to the key, when and by whom, in pages, and nothing that only the audit log may', async () => {
    const { operator, server, workspace } = tenancy;
    const viewer = await newPerson(operator, server, 'viewer');
    await join(operator, workspace, viewer, 'viewer');
    const admin = await newPerson(operator, server, 'admin');
    await join(operator, workspace, admin, 'admin');
    const key = await issueKey(admin.http, workspace, { scopes: ['admin'] });
    const other = await issueKey(admin.http, workspace);
    (await admin.http.patch(pathOf(key), { label: 'Renamed' })).expect(200);
    const self = server.http.bearer(key.secret);
    (await self.post(`${pathOf(key)}/disable`)).expect(200);
    (await admin.http.post(`${pathOf(key)}/revoke`, { reason: 'unused', note: 'Nobody knows it.' })).expect(200);

    const path = `${pathOf(key)}/timeline`;
    const { data } = (await viewer.http.get(path)).expect<PageJson<EntryJson>>(200);
    const [person, itself] = [
      { kind: 'user', id: admin.id },
      { kind: 'key', id: key.id },
    ];
    expect(data.map(({ action, actor }) => [action, actor])).toEqual([
      ['key.revoked', person],
      ['key.disabled', itself],
      ['key.updated', person],
      ['key.created', person],
    ]);
    for (const entry of data) expect(Object.keys(entry).sort()).toEqual(['action', 'actor', 'at', 'reason']);
    expect(data[0]?.reason).toMatch(/unused/);
    const first = (await viewer.http.get(`${path}?limit=3`)).expect<PageJson<EntryJson>>(200);
    const rest = (await viewer.http.get(`${path}?cursor=${first.nextCursor}`)).expect<PageJson<EntryJson>>(200);
    expect([...first.data, ...rest.data]).toEqual(data);
    expect(rest.nextCursor).toBeNull();
    expect((await viewer.http.get(`${pathOf(other)}/timeline`)).expect<PageJson<EntryJson>>(200).data).toHaveLength(1);
    (await viewer.http.get(`/v1/workspaces/${workspace.id}/audit?targetId=${key.id}`)).expect(403);
  });

  it('is told of keys of one’s own workspaces only', async () => {
    const { operator, api, server, workspace } = tenancy;
    const elsewhere = await defineWorkspace(operator, api, 'Elsewhere');
    const key = await issueKey(operator, elsewhere);
    const { secret } = await issueKey(operator, workspace, { scopes: ['keys:read'] });
    const reader = server.http.bearer(secret);
    (await reader.get(`${pathOf(key)}/timeline`)).expect(404);
    (await reader.get(`${pathOf({ ...key, workspaceId: workspace.id })}/timeline`)).expect(404);
    (await operator.get(`${pathOf({ ...key, workspaceId: workspace.id })}/timeline`)).expect(404);
    const bad = await operator.get(`${pathOf(key)}/timeline?limit=0`);
    expect(bad.expect<object>(400)).toMatchObject({ errors: [{ field: 'limit' }] });
  });
});
