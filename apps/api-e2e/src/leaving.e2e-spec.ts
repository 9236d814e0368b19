import type { PolicyAct } from '@latchkey/vocabulary';
import { openDatabaseOf } from './database.js';
import type { Answer, Http } from './http.js';
import { join, membersOf, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';

describe('somebody who leaves a workspace, or is removed from it', () => {
  let tenancy: Tenancy;
  let elsewhere: WorkspaceJson;
  let names = 0;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    elsewhere = await defineWorkspace(tenancy.operator, tenancy.api, 'Elsewhere');
  });
  afterEach(() => setPolicy(null));

  const setPolicy = async (act: PolicyAct | null): Promise<void> => {
    const keyPolicies = { ownerLeft: act && { act } };
    (await tenancy.operator.patch(`/v1/apis/${tenancy.api.id}`, { keyPolicies })).expect(200);
  };
  const leave = ({ http }: Pick<Person, 'http'>, { id } = tenancy.workspace): Promise<Answer> =>
    http.post(`/v1/workspaces/${id}/leave`);
  const remove = ({ id }: Person): Promise<Answer> =>
    tenancy.operator.send('DELETE', `${membersOf(tenancy.workspace)}/${id}`);
  async function member(role: 'owner' | 'admin' | 'viewer' = 'admin'): Promise<Person> {
    const person = await newPerson(tenancy.operator, tenancy.server, `person${++names}`);
    await join(tenancy.operator, tenancy.workspace, person, role);
    return person;
  }
  const me = async (http: Http): Promise<number> => (await http.get('/v1/auth/me')).status;
  /** `allowed`, or the code of the refusal. */
  async function outcomeOf({ secret }: IssuedKeyJson): Promise<string> {
    const answer = await tenancy.server.http.bearer(secret).get('/v1/devices');
    return answer.status === 200 ? 'allowed' : answer.json<{ code: string }>().code;
  }
  const outcomesOf = (keys: readonly IssuedKeyJson[]) => Promise.all(keys.map(outcomeOf));

  it('may leave whatever their role, and is a member no more; their cookie is taken back', async () => {
    const viewer = await member('viewer');
    const answer = await leave(viewer);
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^latchkey_session=;.*Expires=Thu, 01 Jan 1970/);
    const again = await signIn(tenancy.server, viewer);
    (await again.get(membersOf(tenancy.workspace))).expect(404);
    (await leave({ http: again })).expect(404);
  });

  it('stays as the last owner; of the last two who leave at once, one does', async () => {
    const { operator, api, server } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Two owners');
    const owners = [await newPerson(operator, server, 'one'), await newPerson(operator, server, 'two')];
    await join(operator, workspace, owners[0]!, 'owner');
    expect((await leave(owners[0]!, workspace)).expect(409)).toMatchObject({ code: 'last_owner' });
    expect(await me(owners[0]!.http)).toBe(200);
    await join(operator, workspace, owners[1]!, 'owner');
    const left = await Promise.all(owners.map((owner) => leave(owner, workspace)));
    expect(left.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it.each(['removed', 'left'])('is signed out everywhere when the answer to who %s comes', async (how) => {
    const { server } = tenancy;
    const [person, bystander] = [await member(), await member()];
    const sessions = [person.http, await signIn(server, person), await signIn(server, person)];
    const answers: { status: number; startedAtMs: number }[] = [];
    let isOver = false;
    const asking = sessions.map(async (http) => {
      while (!isOver) {
        const startedAtMs = performance.now();
        answers.push({ startedAtMs, status: await me(http) });
      }
    });
    (how === 'removed' ? await remove(person) : await leave({ http: await signIn(server, person) })).expect(204);
    const answeredAtMs = performance.now();
    for (let i = 0; i < 10; i++) expect(await me(sessions[i % 3]!)).toBe(401);
    isOver = true;
    await Promise.all(asking);
    const late = answers.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
    expect(new Set(late.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await me(bystander.http)).toBe(200);
  });

  it.each([
    ['disable', 'key_disabled'],
    ['revoke', 'key_revoked'],
  ] as const)('takes their keys there along, and no others, when the answer comes: %s', async (act, refusal) => {
    const { operator, workspace } = tenancy;
    for (const end of [remove, leave]) {
      const person = await member('admin');
      await join(operator, elsewhere, person, 'admin');
      const theirs = [await issueKey(person.http, workspace), await issueKey(person.http, workspace)];
      const others = [
        await issueKey(person.http, elsewhere),
        await issueKey(operator, workspace),
        await issueKey((await member()).http, workspace),
      ];
      expect(await outcomesOf([...theirs, ...others])).toEqual(Array.from({ length: 5 }, () => 'allowed'));
      await setPolicy(act);
      (await end(person)).expect(204);
      expect([await outcomesOf(theirs), await outcomesOf(others)]).toEqual([
        [refusal, refusal],
        ['allowed', 'allowed', 'allowed'],
      ]);
      const database = await openDatabaseOf(tenancy.server.dataDir);
      const { rows } = await database.query(
        `SELECT DISTINCT action, actor_kind, reason FROM audit_entries WHERE target_id = ANY($1) AND actor_kind = 'system'`,
        [theirs.map(({ id }) => id)],
      );
      await database.end();
      expect(rows).toEqual([{ action: `key.${act}d`, actor_kind: 'system', reason: 'owner_left' }]);
      await setPolicy(null);
    }
  });

  it('loses no key where they come back before the policy is there', async () => {
    const { operator, workspace, api } = tenancy;
    const person = await member();
    const key = await issueKey(person.http, workspace);
    (await remove(person)).expect(204);
    expect(await outcomeOf(key)).toBe('allowed');
    await join(operator, workspace, person, 'viewer');
    await setPolicy('revoke');
    const run = () => operator.post(`/v1/apis/${api.id}/key-policies/run`);
    (await run()).expect(200);
    expect(await outcomeOf(key)).toBe('allowed');
    await setPolicy(null);
    (await remove(person)).expect(204);
    await setPolicy('revoke');
    expect(await outcomeOf(key)).toBe('allowed');
    (await run()).expect(200);
    expect(await outcomeOf(key)).toBe('key_revoked');
  });
});
