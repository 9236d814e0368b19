import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Answer, Http } from './http.js';
import { dumpOf } from './database.js';
import { OPERATOR, Server } from './server.js';
import { defineApi, defineWorkspace, issueKey, type IssuedKeyJson, keysOf, pathOf } from './tenancy.js';

const TYPO = 'not quite the password';

/** A day in the life of a server that logs everything it can: what works, what is refused, what breaks. */
describe('no secret is anywhere but in the one answer that gave it out', () => {
  let server: Server;
  let setupToken: string;
  const transcript: string[] = [];
  const keys: IssuedKeyJson[] = [];
  const sessions: string[] = [];
  let rows: string[];

  const note = ({ headers, text }: Answer): void => void transcript.push(`${JSON.stringify(headers)}\n${text}`);
  const record = (current: Server): Http => new Http({ port: current.port, onAnswer: note });

  beforeAll(async () => {
    server = await Server.startFirst({ LOG_LEVEL: 'trace' });
    [, setupToken = ''] = await server.process.waitFor(/\/setup#token=(\S+)\n/);
    let http = record(server);
    const login = async (): Promise<Http> => {
      const { accessToken } = (await http.post('/v1/auth/login', OPERATOR)).expect<{ accessToken: string }>(200);
      sessions.push(accessToken);
      return http.bearer(accessToken);
    };

    const made = await http.post('/v1/setup', { ...OPERATOR, token: setupToken });
    sessions.push(made.expect<{ accessToken: string }>(201).accessToken);
    await http.post('/v1/setup', { ...OPERATOR, token: setupToken });
    await http.post('/v1/auth/login', { ...OPERATOR, password: TYPO });
    await http.post('/v1/auth/login', { ...OPERATOR, password: [OPERATOR.password] });
    await http.post('/v1/auth/login', { password: OPERATOR.password, email: [OPERATOR.email] });

    let operator = await login();
    for (const profile of ['standard', 'startmessaging', 'waping', 'messagesmart', 'whatomate'] as const) {
      const api = await defineApi(operator, profile, profile);
      const workspace = await defineWorkspace(operator, api, profile);
      keys.push(await issueKey(operator, workspace, { scopes: ['admin'] }), await issueKey(operator, workspace));
    }
    for (const { secret, ...key } of keys) await useAndMisuse(http, operator, key, secret);
    for (const key of keys.slice(0, 4)) await operator.post(`${pathOf(key)}/revoke`, { reason: 'compromised' });
    for (const { secret, ...key } of keys) await useAndMisuse(http, operator, key, secret);

    // The log of a failure is the one with the most in it: the database goes away in the middle of everything.
    process.kill(await server.postmaster(), 'SIGKILL');
    const [first] = keys;
    if (first !== undefined) {
      const asked = keys.map(({ secret }) => http.bearer(secret).get('/v1/messages'));
      await Promise.all([
        ...asked,
        operator.get(keysOf({ id: first.workspaceId })),
        http.post('/v1/auth/login', OPERATOR),
      ]);
    }
    await server.kill9();
    server = await server.restart();
    http = record(server);
    operator = await login();
    for (const { secret, ...key } of keys.slice(0, 4)) await useAndMisuse(http, operator, key, secret);
    await operator.post('/v1/auth/logout');
    rows = await dumpOf(server.dataDir);
  });

  /** Where people put their keys, rightly and wrongly. */
  async function useAndMisuse(
    http: Http,
    operator: Http,
    key: Omit<IssuedKeyJson, 'secret'>,
    secret: string,
  ): Promise<void> {
    const host = { host: 'standard.localhost' };
    await http.bearer(secret).get('/v1/devices');
    await http.bearer(secret).get(keysOf({ id: key.workspaceId }), { headers: host });
    await http.get('/v1/devices', { headers: { ...host, 'x-api-key': secret } });
    await http.get(`/v1/devices?key=${secret}`);
    await http.bearer(secret).post('/v1/keys/verify', { key: secret, appKey: secret });
    await operator.post('/v1/keys/verify', { key: secret, deviceId: secret, path: `/${secret}`, clientIp: secret });
    await operator.post('/v1/keys/verify', { key: secret, path: `/${secret}` });
    await operator.post('/v1/support/lookup', { start: secret });
    await operator.post('/v1/support/lookup', { sha256: secret, keyId: secret });
    await operator.post(`/v1/support/keys/${secret}/revoke`, { reason: 'unused', ticket: secret, note: secret });
    await http.get(`/${secret}`);
    await http.get(`/%zz/${secret}`);
    await http.get(`/v1/workspaces/${secret}/keys`, { headers: { cookie: `latchkey_session=${secret}` } });
    await http.send(secret.slice(0, 3).toUpperCase() === 'GET' ? 'GET' : 'POST', `/v1/${secret}`, { text: secret });
    const json = { 'content-type': 'application/json' };
    await operator.send('POST', keysOf({ id: key.workspaceId }), { text: `{"label":"${secret}`, headers: json });
    await operator.post(keysOf({ id: key.workspaceId }), {
      label: 'x',
      [secret]: 'x',
      metadata: { [`${secret}!`]: 'x' },
    });
    await operator.post(keysOf({ id: key.workspaceId }), { label: 'x', type: secret, scopes: [secret] });
    await operator.post('/v1/apis', { name: 'x', slug: secret, wireProfile: secret, hostnames: [secret] });
    await operator.get(`${keysOf({ id: key.workspaceId })}?q=${secret}&cursor=${secret}&state=${secret}`);
    await operator.get(`${keysOf({ id: key.workspaceId })}?q=${secret}`);
    await operator.get(pathOf(key));
    await http
      .raw(`GET /v1/devices HTTP/1.1\r\nHost: ${secret}\r\nBad Header ${secret}\r\nConnection: close\r\n\r\n`)
      .then(note);
  }

  const givenOut = (): string[] => [...keys.map(({ secret }) => secret), ...sessions];
  const inFull = (secrets: readonly string[], texts: readonly string[]): string[] =>
    secrets.filter((secret) => texts.some((text) => text.includes(secret))).map((secret) => `${secret.slice(0, 12)}…`);
  const fileOf = async (name: string): Promise<string> =>
    (await readFile(path.join(server.dataDir, name), 'utf8')).trim();
  const heldBack = async (): Promise<string[]> => [
    OPERATOR.password,
    TYPO,
    await fileOf('latchkey-secret'),
    await fileOf('postgres.password'),
  ];

  it('the day was long enough to mean something', () => {
    expect(new Set(givenOut()).size).toBe(10 + 3);
    expect(transcript.length).toBeGreaterThan(200);
    expect(rows.filter((row) => row.startsWith('public.audit_entries ')).length).toBeGreaterThan(20);
    expect(transcript.some((text) => text.includes('"unavailable"'))).toBe(true);
  });

  it('each was answered exactly once', () => {
    for (const secret of givenOut()) {
      const times = transcript.filter((text) => text.includes(secret)).length;
      expect({ secret: secret.slice(0, 12), times }).toEqual({ secret: secret.slice(0, 12), times: 1 });
    }
  });

  it('what is never given out was in no answer', async () => {
    expect(inFull([...(await heldBack()), setupToken], transcript)).toEqual([]);
  });

  it('nothing that the server wrote has one', async () => {
    expect(inFull([...givenOut(), ...(await heldBack())], [server.secrets.written])).toEqual([]);
  });

  it('the setup token was written once, in the link', () => {
    const link = `/setup#token=${setupToken}\n`;
    const pieces = server.secrets.written.split(setupToken);
    expect(pieces).toHaveLength(2);
    expect(server.secrets.written).toContain(link);
  });

  it('no row of any table has one, the audit log among them', async () => {
    expect(inFull([...givenOut(), ...(await heldBack()), setupToken], rows)).toEqual([]);
  });

  it('the fingerprint of a key is in its own row, and in no audit entry, answer or log', () => {
    for (const { secret, id } of keys) {
      const fingerprint = createHash('sha256').update(secret).digest('hex');
      const holders = rows.filter((row) => row.includes(fingerprint));
      expect(holders.map((row) => row.startsWith('public.api_keys ') && row.includes(id))).toEqual([true]);
      expect(transcript.filter((text) => text.includes(fingerprint))).toEqual([]);
      expect(server.secrets.written).not.toContain(fingerprint);
    }
  });

  it('the password is kept as argon2id', () => {
    const [user = ''] = rows.filter((row) => row.startsWith('public.users '));
    expect(user).toMatch(/"password_hash":"\$argon2id\$/);
  });

  it('no file of the data directory has one, not even the database’s journal', async () => {
    const secrets = [...keys.map(({ secret }) => secret), ...sessions, OPERATOR.password, TYPO, setupToken];
    const files = await readdir(server.dataDir, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = await readFile(path.join(file.parentPath, file.name), 'latin1');
      if (secrets.some((secret) => content.includes(secret))) found.push(file.name);
    }
    expect(found).toEqual([]);
  });
});
