import { dumpOf, openDatabaseOf } from './database.js';
import { freePort } from './free-port.js';
import type { Answer, Http } from './http.js';
import { newPerson, type Person } from './people.js';
import { PostOffice } from './post-office.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineApi, defineWorkspace, issueKey, signIn } from './tenancy.js';
import { until } from './until.js';

const PUBLIC_URL = 'http://keys.example.com';
const NEW_PASSWORD = 'an entirely new password';

describe('accounts', () => {
  let server: Server;
  let post: PostOffice;
  let operator: Http;
  let names = 0;
  let addresses = 0;

  beforeAll(async () => {
    post = new PostOffice();
    const smtpPort = await post.open();
    server = await Server.start({
      ...WITH_OPERATOR,
      PORT: String(await freePort()),
      PUBLIC_URL,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: 'Latchkey <latchkey@example.com>',
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'trace',
    });
    operator = await signIn(server);
  });
  afterAll(() => post.close());

  const person = (): Promise<Person> => newPerson(operator, server, `person${++names}`);
  const elsewhere = (): Http => server.http.with({ 'x-forwarded-for': `203.0.113.${++addresses}` });
  const login = ({ email }: Person, password: string): Promise<Answer> =>
    elsewhere().post('/v1/auth/login', { email, password });
  const ask = (email: string, headers = {}): Promise<Answer> =>
    elsewhere().post('/v1/auth/password-reset', { email }, { headers });
  const finish = (token: string, newPassword = NEW_PASSWORD): Promise<Answer> =>
    elsewhere().post('/v1/auth/password-reset/finish', { token, newPassword });

  const mailsTo = ({ email }: Person): string[] =>
    post.received.filter(({ to }) => to.includes(email)).map(({ text }) => decoded(text));
  const mailTo = (to: Person, about: string): Promise<string> =>
    until(`${about} is mailed`, () => mailsTo(to).find((text) => text.includes(about)));

  async function tokenFor(somebody: Person): Promise<string> {
    expect((await ask(somebody.email)).status).toBe(202);
    const [, token = ''] = /#token=([\w-]{32})/.exec(await mailTo(somebody, 'Choose a new password')) ?? [];
    server.secrets.add(token);
    return token;
  }

  describe('a password', () => {
    it('is changed by whoever knows it, and every other session is over with the answer', async () => {
      const somebody = await person();
      const other = await signIn(server, somebody);
      const change = { currentPassword: somebody.password, newPassword: NEW_PASSWORD };
      const refused = await somebody.http.post('/v1/auth/password', { ...change, currentPassword: 'wrong' });
      expect(refused.expect(401)).toMatchObject({ code: 'bad_credentials', errors: [{ field: 'currentPassword' }] });
      expect((await other.get('/v1/auth/me')).status).toBe(200);
      expect((await somebody.http.post('/v1/auth/password', change)).status).toBe(204);
      expect((await other.get('/v1/auth/me')).status).toBe(401);
      expect((await somebody.http.get('/v1/auth/me')).status).toBe(200);
      expect((await login(somebody, somebody.password)).status).toBe(401);
      expect((await login(somebody, NEW_PASSWORD)).status).toBe(200);
      await mailTo(somebody, 'Your password was changed');
    });

    it('that is lost is chosen anew by a link in a mail, which leads to this installation', async () => {
      const somebody = await person();
      expect((await ask(somebody.email.toUpperCase(), { host: 'elsewhere.example' })).status).toBe(202);
      const mail = await mailTo(somebody, 'Choose a new password');
      const [, token = ''] = new RegExp(`${PUBLIC_URL}/reset-password#token=([\\w-]{32})`).exec(mail) ?? [];
      server.secrets.add(token);
      expect(mail).toContain(`<a href="${PUBLIC_URL}/reset-password#token=${token}">`);
      expect(mail).not.toContain('elsewhere');
      expect((await finish(`${token.slice(1)}x`)).expect(403)).toMatchObject({ code: 'reset_token_invalid' });
      expect((await finish(token, 'short')).status).toBe(400);
      expect((await somebody.http.get('/v1/auth/me')).status).toBe(200);
      expect((await finish(token)).status).toBe(204);
      expect((await somebody.http.get('/v1/auth/me')).status).toBe(401);
      expect((await login(somebody, somebody.password)).status).toBe(401);
      expect((await login(somebody, NEW_PASSWORD)).status).toBe(200);
      expect((await finish(token, somebody.password)).status).toBe(403);
      await mailTo(somebody, 'Your password was changed');
    });

    it('a link works once, of many who use it at once', async () => {
      const somebody = await person();
      const token = await tokenFor(somebody);
      const passwords = Array.from({ length: 5 }, (_, i) => `password number ${i}`);
      const answers = await Promise.all(passwords.map((password) => finish(token, password)));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 403, 403, 403, 403]);
      const winner = passwords[answers.findIndex(({ status }) => status === 204)] ?? '';
      expect((await login(somebody, winner)).status).toBe(200);
    });

    it('a link is good for an hour', async () => {
      const somebody = await person();
      const token = await tokenFor(somebody);
      const database = await openDatabaseOf(server.dataDir);
      await database.query("UPDATE password_resets SET expires_at = expires_at - interval '1 hour'");
      await database.end();
      expect((await finish(token)).expect(403)).toMatchObject({ code: 'reset_token_invalid' });
    });

    it('asking tells nobody which accounts exist, and is held back alike after five times', async () => {
      const somebody = await person();
      const told = ({ status, headers, text }: Answer) => ({
        status,
        text,
        names: Object.keys(headers)
          .filter((name) => name !== 'retry-after')
          .sort(),
      });
      for (let i = 0; i < 5; i++) {
        const [known, unknown] = [await ask(somebody.email), await ask('nobody@example.com')];
        expect(told(known)).toEqual(told(unknown));
        expect(known.status).toBe(202);
      }
      for (const email of [somebody.email, ' NOBODY@example.com']) {
        const refused = await ask(email);
        expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
        expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      }
      await until('all mails are sent', () => mailsTo(somebody).length === 5);
      expect(post.received.filter(({ to }) => to.includes('nobody@example.com'))).toEqual([]);
    });
  });

  describe('an operator', () => {
    it('makes a link for somebody, signed in freshly, and it is shown once', async () => {
      const somebody = await person();
      const path = `/v1/users/${somebody.id}/password-reset`;
      const support = await newPerson(operator, server, `support${++names}`, 'support');
      for (const client of [support.http, somebody.http]) expect((await client.post(path)).status).toBe(403);
      const { link, expiresAt } = (await operator.post(path)).expect<{ link: string; expiresAt: string }>(201);
      const [address, token = ''] = link.split('#token=');
      server.secrets.add(token);
      expect(address).toBe(`${PUBLIC_URL}/reset-password`);
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
      expect((await finish(token)).status).toBe(204);
      expect((await login(somebody, NEW_PASSWORD)).status).toBe(200);
      expect((await operator.post('/v1/users/usr_unknown/password-reset')).status).toBe(404);
      const stale = await signIn(server);
      const database = await openDatabaseOf(server.dataDir);
      await database.query("UPDATE sessions SET confirmed_at = confirmed_at - interval '16 minutes'");
      await database.end();
      expect((await stale.post(path)).expect(403)).toMatchObject({ code: 'confirmation_needed' });
      // Nor is there a way around it by another operator, whose sign-in would be fresh.
      const another = { email: 'another@example.com', name: 'Another', password: NEW_PASSWORD, role: 'operator' };
      const around = [
        await stale.post('/v1/users', another),
        await stale.patch(`/v1/users/${somebody.id}`, { role: 'operator' }),
        await stale.post(`/v1/users/${somebody.id}/leave`),
      ];
      for (const answer of around) expect(answer.expect(403)).toMatchObject({ code: 'confirmation_needed' });
      operator = await signIn(server);
    });

    it('renames people and changes what they are, in force for their next request', async () => {
      const somebody = await person();
      const path = `/v1/users/${somebody.id}`;
      expect((await somebody.http.get('/v1/users')).status).toBe(403);
      const promoted = await operator.patch(path, { name: 'Renamed', role: 'operator' });
      expect(promoted.expect(200)).toMatchObject({ id: somebody.id, name: 'Renamed', role: 'operator' });
      expect((await somebody.http.get('/v1/users')).status).toBe(200);
      expect((await operator.patch(path, { role: 'support' })).status).toBe(200);
      expect((await somebody.http.get('/v1/users')).status).toBe(403);
      expect((await operator.patch(path, { role: null })).expect(200)).toMatchObject({ role: null, name: 'Renamed' });
      expect((await somebody.http.patch(path, { role: 'operator' })).status).toBe(403);
      expect((await operator.patch('/v1/users/usr_unknown', { role: null })).status).toBe(404);
    });

    it('takes the rights of keys that inherit from somebody with the role', async () => {
      const api = await defineApi(operator, 'whatomate', 'whatomate');
      const workspace = await defineWorkspace(operator, api, 'Organization');
      const second = await newPerson(operator, server, `operator${++names}`, 'operator');
      const { secret } = await issueKey(second.http, workspace);
      const byKey = server.http.with({ host: 'whatomate.localhost', 'x-api-key': secret });
      expect((await byKey.get('/api/contacts')).status).toBe(200);
      (await operator.patch(`/v1/users/${second.id}`, { role: null })).expect(200);
      expect((await byKey.get('/api/contacts')).status).toBe(403);
      (await operator.patch(`/v1/users/${second.id}`, { role: 'operator' })).expect(200);
      expect((await byKey.get('/api/contacts')).status).toBe(200);
      (await operator.patch(`/v1/users/${second.id}`, { role: null })).expect(200);
    });

    it('stays one where there is no other: of two who demote each other at once, one is left', async () => {
      const second = await newPerson(operator, server, `operator${++names}`, 'operator');
      const { user } = (await operator.get('/v1/auth/me')).expect<{ user: { id: string } }>(200);
      const demote = (by: Http, id: string) => by.patch(`/v1/users/${id}`, { role: 'support' });
      const answers = await Promise.all([demote(operator, second.id), demote(second.http, user.id)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const [left, id] = answers[0]?.status === 200 ? [operator, user.id] : [second.http, second.id];
      expect((await demote(left, id)).expect(409)).toMatchObject({
        code: 'last_operator',
        errors: [{ field: 'role' }],
      });
    });
  });

  it('nothing of this stands in a row or in the log', async () => {
    await until(
      'all mails are sent',
      async () => !(await dumpOf(server.dataDir)).some((row) => /^public\.mails /.test(row)),
    );
    const rows = (await dumpOf(server.dataDir)).join('\n');
    expect(server.secrets.foundIn(rows)).toEqual([]);
    expect(server.secrets.foundIn(server.secrets.written)).toEqual([]);
    for (const text of [rows, server.secrets.written]) expect(text.includes(NEW_PASSWORD)).toBe(false);
  });

  it('a mail that waits for its server keeps the link sealed', async () => {
    await post.close();
    expect((await ask('person1@example.com')).status).toBe(202);
    const rows = (await dumpOf(server.dataDir)).filter((row) => row.startsWith('public.mails '));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('[the link]');
    expect(rows[0]).not.toMatch(/#token=/);
  });
});

/** Quoted-printable, as mails travel. */
const decoded = (text: string): string =>
  text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
