import { join, newPerson } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, tenancyOn, type WorkspaceJson } from './tenancy.js';
import type { Http } from './http.js';

describe('workspaces by name', () => {
  it('are found by the beginning of it, among those that one sees', async () => {
    const { operator, server, api, workspace } = await tenancyOn(await Server.start(WITH_OPERATOR));
    const mill = await defineWorkspace(operator, api, 'ACME Mill');
    const other = await defineWorkspace(operator, api, 'Umbrella');
    const somebody = await newPerson(operator, server, 'somebody');
    for (const place of [mill, other]) await join(operator, place, somebody, 'viewer');
    const found = async (client: Http, q: string): Promise<readonly string[]> => {
      const answer = await client.get(`/v1/workspaces?q=${encodeURIComponent(q)}`);
      return answer.expect<PageJson<WorkspaceJson>>(200).data.map(({ id }) => id);
    };
    expect(await found(operator, 'acme')).toEqual([mill.id, workspace.id]);
    expect(await found(operator, 'Acme m')).toEqual([mill.id]);
    expect(await found(operator, '%')).toEqual([]);
    expect(await found(somebody.http, 'aCmE')).toEqual([mill.id]);
    const { secret } = await issueKey(operator, workspace, { scopes: ['workspace:read'] });
    expect(await found(server.http.bearer(secret), 'acme')).toEqual([workspace.id]);
    const first = (await operator.get('/v1/workspaces?q=acme&limit=1')).expect<PageJson<WorkspaceJson>>(200);
    const rest = await operator.get(`/v1/workspaces?q=acme&limit=1&cursor=${first.nextCursor}`);
    expect(rest.expect<PageJson<WorkspaceJson>>(200).data.map(({ id }) => id)).toEqual([workspace.id]);
    for (const q of ['', '%20', '%00', '%0A', 'x'.repeat(101)])
      expect((await operator.get(`/v1/workspaces?q=${q}`)).status).toBe(400);
  });
});
