import { randomUUID } from 'node:crypto';
import { Hammer } from './hammer.js';
import type { Http } from './http.js';
import { join, membersOf, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  type KeyJson,
  keysOf,
  pathOf,
  signIn,
  type WorkspaceJson,
} from './tenancy.js';

const HANDS = 6;
const ROUNDS = 8;
const HOST = { host: 'whatomate.localhost' };

interface Inheriting extends IssuedKeyJson {
  readonly inheritsFrom: string | null;
}

describe('a key that inherits has what the person behind it may do, at every moment', () => {
  let server: Server;
  let operator: Http;
  let workspace: WorkspaceJson;
  let names = 0;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
    workspace = await defineWorkspace(operator, await defineApi(operator, 'whatomate', 'whatomate'), 'Organization');
  });

  const pathTo = ({ id }: Person): string => `${membersOf(workspace)}/${id}`;
  const by = ({ secret }: IssuedKeyJson): Http => server.http.with({ ...HOST, 'x-api-key': secret });
  const issued = async (client: Http, more: object = {}): Promise<Inheriting> =>
    (await issueKey(client, workspace, more)) as Inheriting;

  async function member(role: 'admin' | 'developer' = 'admin'): Promise<Person> {
    const person = await newPerson(operator, server, `person${++names}`);
    await join(operator, workspace, person, role);
    return person;
  }

  const is = async (person: Person, role: string): Promise<void> =>
    void (await operator.patch(pathTo(person), { role })).expect(200);
  const removed = async (person: Person): Promise<void> =>
    void (await operator.send('DELETE', pathTo(person))).expect(204);

  it('names the person, and keeps the name through a rotation by somebody else', async () => {
    const admin = await member();
    const key = await issued(admin.http);
    expect(key).toMatchObject({ inheritsFrom: admin.id, scopes: ['admin'] });
    const successor = (await operator.post(`${pathOf(key)}/rotate`, {})).expect<Inheriting>(201);
    expect(successor.inheritsFrom).toBe(admin.id);
    await removed(admin);
    for (const each of [key, successor]) expect((await by(each).get('/v1/devices')).status).toBe(403);
  });

  it('loses what the person loses, says which scope is missing, and gets it back with them', async () => {
    const person = await member();
    const key = await issued(person.http);
    const send = () => by(key).post('/v1/messages', { to: '+31612345678', body: 'Hello' });
    (await send()).expect(201);
    await is(person, 'viewer');
    expect((await send()).expect(403)).toMatchObject({
      status: 'error',
      data: { code: 'scope_missing', missing: ['messages:write'] },
    });
    (await by(key).get('/v1/devices')).expect(200);
    await removed(person);
    expect((await by(key).get('/v1/devices')).expect(403)).toMatchObject({ data: { code: 'scope_missing' } });
    await join(operator, workspace, person, 'admin');
    (await send()).expect(201);
  });

  it('never has more than was held when it was issued, whatever becomes of the person', async () => {
    const person = await member('developer');
    const key = await issued(person.http);
    expect(key.scopes).toContain('keys:write');
    expect(key.scopes).not.toContain('team:write');
    await is(person, 'owner');
    const refused = await by(key).get(membersOf(workspace), { headers: HOST });
    expect(refused.status).toBe(200);
    const changed = await by(key).patch(pathTo(person), { role: 'viewer' });
    expect(changed.expect(403)).toMatchObject({ code: 'scope_missing', missing: ['team:write'] });
  });

  it('named scopes narrow it, within what the person holds', async () => {
    const person = await member('developer');
    const key = await issued(person.http, { scopes: ['messages:read'] });
    expect(key).toMatchObject({ inheritsFrom: person.id, scopes: ['messages:read'] });
    (await by(key).get('/v1/messages')).expect(200);
    (await by(key).get('/v1/devices')).expect(403);
    const refused = await person.http.post(keysOf(workspace), { label: 'x', scopes: ['admin'] });
    expect(refused.expect(403)).toMatchObject({ code: 'scope_not_held' });
  });

  it('what it issues inherits from the same person, and has no more than it', async () => {
    const person = await member();
    const parent = await issued(person.http, { scopes: ['keys:write', 'devices:read'] });
    const child = await issued(by(parent));
    expect(child).toMatchObject({ inheritsFrom: person.id });
    expect([...child.scopes].sort()).toEqual(['devices:read', 'keys:write']);
    await removed(person);
    (await by(child).get('/v1/devices')).expect(403);
    const more = await by(parent).post(keysOf(workspace), { label: 'x' });
    expect(more.expect(403)).toMatchObject({ code: 'scope_missing' });
  });

  it('of an operator has everything, until they leave for good', async () => {
    const second = await newPerson(operator, server, 'second', 'operator');
    const key = await issued(second.http);
    expect(key.inheritsFrom).toBe(second.id);
    (await by(key).get('/v1/devices')).expect(200);
    (await operator.post(`/v1/users/${second.id}/leave`)).expect(200);
    expect((await by(key).get('/v1/devices')).expect(403)).toMatchObject({ data: { code: 'scope_missing' } });
    const check = { key: key.secret, apiId: workspace.apiId, scopes: ['devices:read'], dryRun: true };
    expect((await operator.post('/v1/keys/verify', check)).expect(200)).toMatchObject({
      allowed: false,
      code: 'scope_missing',
    });
  });

  it('only where the wire profile says so: elsewhere a key stands for itself', async () => {
    const api = await defineApi(operator, 'plain', 'standard');
    const plain = await defineWorkspace(operator, api, 'Plain');
    const person = await newPerson(operator, server, 'plain');
    await join(operator, plain, person, 'developer');
    const key = (await issueKey(person.http, plain, { scopes: ['read'] })) as Inheriting;
    expect(key.inheritsFrom).toBeNull();
    (await operator.send('DELETE', `${membersOf(plain)}/${person.id}`)).expect(204);
    (await server.http.bearer(key.secret).with({ host: 'plain.localhost' }).get('/v1/devices')).expect(200);
  });

  describe('no call that starts after the answer is decided on the old rights, while the key is in constant use', () => {
    /** Under load, `change` is answered at some moment; the statuses of all calls that began after it. */
    async function statusesAfter(key: KeyJson & IssuedKeyJson, change: () => Promise<unknown>) {
      const hammer = new Hammer(by(key), HANDS);
      await hammer.more(HANDS * 2);
      await change();
      const answeredAtMs = performance.now();
      await hammer.more(HANDS * 2);
      const calls = await hammer.stop();
      const of = (those: typeof calls) => [...new Set(those.map(({ status }) => status))];
      return {
        before: of(calls.filter(({ startedAtMs }) => startedAtMs < answeredAtMs)),
        after: of(calls.filter(({ startedAtMs }) => startedAtMs >= answeredAtMs)),
      };
    }

    it('a membership that is taken away, and given again', async () => {
      const person = await member();
      const key = await issued(person.http);
      for (let round = 0; round < ROUNDS; round++) {
        const { before, after } = await statusesAfter(key, () => removed(person));
        expect([before.includes(200), after]).toEqual([true, [403]]);
        expect((await statusesAfter(key, () => join(operator, workspace, person, 'admin'))).after).toEqual([200]);
      }
    });

    it('a role that is taken away under a change of something else', async () => {
      const person = await member();
      const key = await issued(person.http);
      const other = await member();
      for (let round = 0; round < ROUNDS; round++) {
        const change = () => Promise.all([removed(person), is(other, round % 2 === 0 ? 'viewer' : 'admin')]);
        expect((await statusesAfter(key, change)).after).toEqual([403]);
        await join(operator, workspace, person, 'admin');
      }
    });

    it('of two who remove the same person, the one that is answered first already holds', async () => {
      const person = await member();
      const key = await issued(person.http);
      for (let round = 0; round < ROUNDS; round++) {
        const either = () => Promise.race([1, 2].map(() => operator.send('DELETE', pathTo(person))));
        expect((await statusesAfter(key, either)).after).toEqual([403]);
        await join(operator, workspace, person, 'admin');
      }
    });

    it('somebody who leaves for good, also with a first use at the same moment', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const person = await member();
        const [used, unused] = [await issued(person.http), await issued(person.http)];
        const leaves = async () => (await operator.post(`/v1/users/${person.id}/leave`)).expect(200);
        const firstUse = new Hammer(by(unused), 2);
        expect((await statusesAfter(used, leaves)).after).toEqual([403]);
        const answeredAtMs = performance.now();
        await firstUse.more(4);
        const late = (await firstUse.stop()).filter(({ startedAtMs }) => startedAtMs >= answeredAtMs);
        expect([...new Set(late.map(({ status }) => status))]).toEqual([403]);
      }
    });
  });

  it('what a restart finds is what was answered', async () => {
    const person = await member();
    const key = await issued(person.http, { label: randomUUID() });
    (await by(key).get('/v1/devices')).expect(200);
    await removed(person);
    await server.kill9();
    server = await server.restart();
    operator = operator.to(server.port);
    (await by(key).get('/v1/devices')).expect(403);
  });
});
