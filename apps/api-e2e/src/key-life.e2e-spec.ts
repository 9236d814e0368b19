import { readdir } from 'node:fs/promises';
import { dumpOf } from './database.js';
import { Server } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type KeyJson,
  type PageJson,
  keysOf,
  pathOf,
  revoke,
  signIn,
  statusWith,
  type WorkspaceJson,
} from './tenancy.js';

const NEWCOMER = { email: 'newcomer@example.com', password: 'first time here, 12+' };

/** How the server dies between the steps of the story. */
const DEATHS = [
  { how: 'the process is killed', die: (server: Server) => server.kill9() },
  { how: 'the process and its database are killed', die: (server: Server) => server.kill9WithDatabase() },
];

describe.each(DEATHS)('a key, end to end, where $how in between', ({ die }) => {
  let server: Server;
  let workspace: WorkspaceJson;
  let key: KeyJson & { secret: string };

  const dieAndReturn = async (): Promise<void> => {
    await die(server);
    server = await server.restart();
  };

  it('one command prints a link with which a newcomer creates the first account', async () => {
    server = await Server.startFirst();
    const [, token = ''] = await server.process.waitFor(/\/setup#token=(\S+)\n/);
    (await server.http.post('/v1/setup', { ...NEWCOMER, token })).expect(201);
  });

  it('the account, an API and a workspace outlive the death of the server', async () => {
    const before = await signIn(server, NEWCOMER);
    workspace = await defineWorkspace(before, await defineApi(before, 'first', 'standard'), 'First');
    await dieAndReturn();
    expect(server.process.output).not.toContain('/setup#token=');
    const after = await signIn(server, NEWCOMER);
    expect((await after.get(`/v1/workspaces/${workspace.id}`)).expect(200)).toEqual(workspace);
  });

  it('a session outlives it too', async () => {
    const signedIn = await server.http.post('/v1/auth/login', NEWCOMER);
    const { accessToken } = signedIn.expect<{ accessToken: string }>(200);
    await dieAndReturn();
    expect((await server.http.bearer(accessToken).get('/v1/auth/me')).status).toBe(200);
  });

  it('generates a key, which is shown once', async () => {
    const operator = await signIn(server, NEWCOMER);
    key = await issueKey(operator, workspace, { label: 'Production server' });
    expect(key.secret).toMatch(/^lk_live_[0-9A-Za-z]{36}$/);
    expect(key.secret.startsWith(key.start)).toBe(true);
    expect(key.secret.endsWith(key.last4)).toBe(true);
    const { data } = (await operator.get(keysOf(workspace))).expect<PageJson<KeyJson>>(200);
    const { secret, ...shown } = key;
    expect(data).toEqual([shown]);
    expect(JSON.stringify(data)).not.toContain(secret);
  });

  it('a key that was issued works after the server has died', async () => {
    await dieAndReturn();
    expect(await statusWith(server, key.secret)).toBe(200);
  });

  it('calls the API with it', async () => {
    const caller = server.http.bearer(key.secret);
    const sent = await caller.post('/v1/messages', { to: '+31612345678', body: 'Hello' });
    expect(sent.expect(201)).toMatchObject({ to: '+31612345678', body: 'Hello', sandbox: true });
    expect((await caller.get('/v1/messages')).expect<PageJson<object>>(200).data).toHaveLength(1);
  });

  it('revokes it, and the very next call is refused', async () => {
    const operator = await signIn(server, NEWCOMER);
    expect(await revoke(operator, key)).toMatchObject({ state: 'revoked', revocation: { reason: 'compromised' } });
    const refused = await server.http.bearer(key.secret).get('/v1/devices');
    expect(refused.status).toBe(401);
    expect(refused.json()).toMatchObject({ code: 'key_revoked' });
    expect(refused.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('it stays refused after the server has died, and cannot be brought back', async () => {
    await dieAndReturn();
    expect((await server.http.bearer(key.secret).get('/v1/devices')).json()).toMatchObject({ code: 'key_revoked' });
    const operator = await signIn(server, NEWCOMER);
    expect((await operator.post(`${pathOf(key)}/enable`)).status).toBe(409);
    expect(await statusWith(server, key.secret)).toBe(401);
  });

  it('a revocation that was answered just before the death holds for the first call after it', async () => {
    const operator = await signIn(server, NEWCOMER);
    const other = await issueKey(operator, workspace);
    expect(await statusWith(server, other.secret)).toBe(200);
    await revoke(operator, other);
    await dieAndReturn();
    expect(await statusWith(server, other.secret)).toBe(401);
  });

  it('every step is in the audit log, in order, each once', async () => {
    const entries = (await dumpOf(server.dataDir))
      .filter((line) => line.startsWith('public.audit_entries '))
      .map((line) => JSON.parse(line.slice(line.indexOf(' '))) as { action: string; target_id: string });
    expect(entries.filter(({ target_id }) => target_id === key.id).map(({ action }) => action)).toEqual([
      'key.created',
      'key.revoked',
    ]);
  });

  it('stops in good order at last, and leaves no lock behind', async () => {
    expect(await server.stop()).toBe(0);
    expect((await readdir(server.dataDir)).filter((name) => name.includes('lock'))).toEqual([]);
  });
});
