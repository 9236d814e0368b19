import { type ChainJson, type EntryJson, hashOf, runVerification } from './audit-log.js';
import type { Http } from './http.js';
import { join, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { issueKey, newWorkspace, type PageJson, pathOf, signIn, type Tenancy, tenancyOn } from './tenancy.js';

describe('the audit log', () => {
  let tenancy: Tenancy;
  let owner: Person;
  const auditOf = (more = ''): string => `/v1/workspaces/${tenancy.workspace.id}/audit${more}`;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    const { operator, server, workspace } = tenancy;
    owner = await newPerson(operator, server, 'owner');
    await join(operator, workspace, owner, 'owner');
  });

  const read = async (more = '', client: Http = owner.http): Promise<readonly EntryJson[]> =>
    (await client.get(auditOf(more))).expect<PageJson<EntryJson>>(200).data;

  it('tells who did what to what, what was otherwise before, why and from where', async () => {
    const key = await issueKey(owner.http, tenancy.workspace, { label: 'Audited' });
    (await owner.http.patch(pathOf(key), { label: 'Renamed' })).expect(200);
    const revoked = await owner.http.post(`${pathOf(key)}/revoke`, { reason: 'compromised' });
    const [last, renamed, created] = await read(`?targetId=${key.id}`);
    expect(last).toMatchObject({
      action: 'key.revoked',
      actor: { kind: 'user', id: owner.id },
      onBehalfOf: null,
      workspaceId: tenancy.workspace.id,
      targetId: key.id,
      reason: 'compromised',
      address: '127.0.0.1',
      requestId: revoked.headers['x-request-id'],
    });
    expect(renamed).toMatchObject({ before: { label: 'Audited' }, after: { label: 'Renamed' } });
    expect(created).toMatchObject({ action: 'key.created', before: null });
    expect(JSON.stringify([last, renamed, created])).not.toContain(key.secret);
  });

  it('tells on whose behalf a key acts that inherits from a person', async () => {
    const { operator, server } = tenancy;
    const api = {
      name: 'Inheriting',
      slug: 'inheriting',
      wireProfile: 'whatomate',
      hostnames: ['inheriting.localhost'],
    };
    const workspace = await newWorkspace(operator, (await operator.post('/v1/apis', api)).expect(201), 'Inheriting');
    await join(operator, workspace, owner, 'owner');
    const { secret, id } = await issueKey(owner.http, workspace);
    const by = server.http.with({ host: 'inheriting.localhost' }).bearer(secret);
    const made = (await by.post(`/v1/workspaces/${workspace.id}/apps`, { name: 'By a key' })).expect<{ id: string }>(
      201,
    );
    const path = `/v1/workspaces/${workspace.id}/audit?targetId=${made.id}`;
    const { data } = (await operator.get(path)).expect<PageJson<EntryJson>>(200);
    expect(data).toMatchObject([{ actor: { kind: 'key', id }, onBehalfOf: { kind: 'user', id: owner.id } }]);
  });

  it('is read by page, action, actor, target and time', async () => {
    const all = await read('?limit=100');
    const first = (await owner.http.get(auditOf('?limit=2'))).expect<PageJson<EntryJson>>(200);
    const rest = await read(`?limit=100&cursor=${first.nextCursor}`);
    expect([...first.data, ...rest]).toEqual(all);
    expect(await read('?action=member.added')).toEqual(all.filter(({ action }) => action === 'member.added'));
    expect(await read(`?actorId=${owner.id}`)).toEqual(
      all.filter((entry) => JSON.stringify(entry['actor']).includes(owner.id)),
    );
    const at = String(all[1]?.['at']);
    expect(await read(`?from=${at}&limit=100`)).toEqual(all.filter((entry) => String(entry['at']) >= at));
    expect(await read(`?to=${at}&limit=100`)).toEqual(all.filter((entry) => String(entry['at']) < at));
    for (const [query, field] of [
      ['action=nothing', 'action'],
      ['actorId=%20', 'actorId'],
      ['from=yesterday', 'from'],
      ['cursor=x', 'cursor'],
    ]) {
      const refused = (await owner.http.get(auditOf(`?${query}`))).expect(400);
      expect(refused).toMatchObject({ errors: [{ field }] });
    }
    expect((await owner.http.get(auditOf('/verification?cursor=%21'))).expect(400)).toMatchObject({
      code: 'bad_cursor',
    });
  });

  it('is open to whoever holds audit:read in the workspace, and as a whole to operators', async () => {
    const { operator, server, workspace } = tenancy;
    const stranger = await newPerson(operator, server, 'stranger');
    const viewer = await newPerson(operator, server, 'viewer');
    await join(operator, workspace, viewer, 'viewer');
    const { secret } = await issueKey(operator, workspace, { scopes: ['audit:read'] });
    for (const path of [auditOf(), auditOf('.csv'), auditOf('/verification')]) {
      expect((await server.http.bearer(secret).get(path)).status).toBe(200);
      expect((await viewer.http.get(path)).status).toBe(403);
      expect((await stranger.http.get(path)).status).toBe(404);
    }
    for (const path of ['/v1/audit', '/v1/audit.csv', '/v1/audit/verification']) {
      expect((await operator.get(path)).status).toBe(200);
      expect((await owner.http.get(path)).status).toBe(403);
    }
    const { data } = (await operator.get('/v1/audit?action=api.created')).expect<PageJson<EntryJson>>(200);
    expect(data.at(-1)).toMatchObject({ workspaceId: null, targetId: tenancy.api.id });
  });

  it('is exported as CSV, whole, and runs no formula of anybody', async () => {
    const { operator, workspace } = tenancy;
    for (const name of ['=HYPERLINK("http://x")', 'Line, with "quotes"']) {
      (await operator.post(`/v1/workspaces/${workspace.id}/apps`, { name })).expect(201);
    }
    // More than are read at a time.
    for (let i = 0; i < 110; i++)
      (await operator.patch(`/v1/workspaces/${workspace.id}`, { name: `Acme ${i}` })).expect(200);
    const answer = await operator.get(auditOf('.csv'));
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [header, ...lines] = answer.text.split('\r\n');
    expect(header).toBe(
      'id,at,actorKind,actorId,onBehalfOfKind,onBehalfOfId,action,workspaceId,targetId,before,after,reason,address,requestId,sequence,hash',
    );
    expect(lines.pop()).toBe('');
    const newest = await read('?limit=1');
    expect(lines).toHaveLength(newest[0]!.sequence);
    expect(lines[0]).toContain(newest[0]!.hash);
    expect(answer.text).toContain('""name"":""Line, with \\""quotes\\""""');
    expect(answer.text).not.toMatch(/(^|,)[=+@]/m);
    const some = await operator.get(auditOf('.csv?action=app.created'));
    expect(some.text.trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('can be followed from hash to hash by whoever has read it, and ends where the verification says', async () => {
    const { operator } = tenancy;
    const entries: EntryJson[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = auditOf(`?limit=100${cursor && `&cursor=${cursor}`}`);
      const page: PageJson<EntryJson> = (await operator.get(path)).expect(200);
      entries.unshift(...[...page.data].reverse());
      cursor = page.nextCursor;
    }
    let last = '0'.repeat(64);
    for (const [i, entry] of entries.entries()) {
      expect(entry.sequence).toBe(i + 1);
      last = hashOf(entry, last);
      expect(entry.hash).toBe(last);
    }
    const verification = (await operator.get(auditOf('/verification'))).expect<ChainJson>(200);
    expect(verification).toMatchObject({
      verified: true,
      firstBroken: null,
      nextCursor: null,
      head: { sequence: entries.length, hash: last },
    });
  });
});

test('a log whose server and database are killed in the middle of everything verifies, down and up again', async () => {
  const tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
  const { api, operator, server } = tenancy;
  const workspaces = [
    tenancy.workspace,
    await newWorkspace(operator, api, 'B'),
    await newWorkspace(operator, api, 'C'),
  ];
  for (let round = 0, client = operator, current = server; round < 2; round++) {
    let answered = 0;
    const writing = Array.from({ length: 12 }, async (_, i) => {
      const path = `/v1/workspaces/${workspaces[i % 3]!.id}`;
      try {
        for (let n = 0; ; n++) {
          const { status } = await client.patch(path, { name: `Round ${round}, ${i}, ${n}` });
          if (status === 200) answered++;
          if (answered === 60) await current.kill9WithDatabase();
        }
      } catch {
        // The server is gone.
      }
    });
    await Promise.all(writing);
    const down = await runVerification({ DATA_DIR: server.dataDir });
    expect(down).toMatchObject({ code: 0, output: expect.stringContaining('The audit log verifies.') });
    const counted = [...down.output.matchAll(/^ws_\S+: (\d+) entries/gm)].reduce((sum, [, n]) => sum + Number(n), 0);
    expect(counted).toBeGreaterThanOrEqual(answered);
    current = await current.restart();
    client = await signIn(current);
    for (const { id } of workspaces) {
      const found = (await client.get(`/v1/workspaces/${id}/audit/verification`)).expect<ChainJson>(200);
      expect(found).toMatchObject({ workspaceId: id, verified: true });
    }
  }
});

test('the command says why it cannot verify, and makes nothing', async () => {
  const nowhere = await runVerification({ DATA_DIR: '/nonexistent/latchkey' });
  expect(nowhere).toMatchObject({ code: 2, output: expect.stringContaining('has no database') });
  const misconfigured = await runVerification({ DATABASE_URL: 'postgres://127.0.0.1:1/x' });
  expect(misconfigured).toMatchObject({ code: 78, output: expect.stringContaining('LATCHKEY_SECRET is required') });
  const unreachable = { DATABASE_URL: 'postgres://127.0.0.1:1/x', LATCHKEY_SECRET: 's'.repeat(32) };
  expect((await runVerification(unreachable)).code).toBe(2);
});
