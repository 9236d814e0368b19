import { openDatabaseOf } from './database.js';
import type { Http } from './http.js';
import { newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { signIn } from './tenancy.js';

interface CurrentUserJson {
  readonly confirmedAt: string;
  readonly expiresAt: string;
}

describe('a sign-in is confirmed', () => {
  let server: Server;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
  });

  /** Only time makes a sign-in old: the database's hand is quicker. */
  async function growOld(): Promise<void> {
    const database = await openDatabaseOf(server.dataDir);
    await database.query("UPDATE sessions SET confirmed_at = confirmed_at - interval '16 minutes'");
    await database.end();
  }

  it('by the password, and by nothing else', async () => {
    const person = await newPerson(await signIn(server), server, 'Grace');
    const me = async () => (await person.http.get('/v1/auth/me')).expect<CurrentUserJson>(200);
    const fresh = await me();
    await growOld();
    const old = await me();
    expect(Date.parse(fresh.confirmedAt) - Date.parse(old.confirmedAt)).toBe(16 * 60_000);
    const refused = await person.http.post('/v1/auth/confirm', { password: 'not the password' });
    expect(refused.expect(401)).toMatchObject({ code: 'bad_credentials', errors: [{ field: 'password' }] });
    expect(await me()).toEqual(old);
    const { password } = person;
    const confirmed = (await person.http.post('/v1/auth/confirm', { password })).expect<CurrentUserJson>(200);
    expect(Date.parse(confirmed.confirmedAt)).toBeGreaterThanOrEqual(Date.parse(fresh.confirmedAt));
    expect(await me()).toEqual(confirmed);
    expect(confirmed.expiresAt).toBe(fresh.expiresAt);
  });

  it('by at most ten wrong passwords, which count where signing in counts; malformed ones do not', async () => {
    const person = await newPerson(await signIn(server), server, 'Mallory');
    for (let i = 0; i < 12; i++) expect((await person.http.post('/v1/auth/confirm', {})).status).toBe(400);
    for (let i = 0; i < 12; i++) {
      const { password } = person;
      expect((await person.http.post('/v1/auth/confirm', { password })).status).toBe(200);
    }
    const guesses = Array.from({ length: 12 }, (_, i) => person.http.post('/v1/auth/confirm', { password: `${i}` }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
    const { email, password } = person;
    const refused = await server.http.post('/v1/auth/login', { email, password });
    expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

interface SessionJson {
  readonly id: string;
  readonly address: string;
  readonly userAgent: string | null;
  readonly current: boolean;
}

const SESSIONS = '/v1/auth/sessions';

describe("a person's sessions", () => {
  let server: Server;
  let operator: Http;
  let names = 0;

  beforeAll(async () => {
    server = await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' });
    operator = await signIn(server);
  });

  const person = (): Promise<Person> => newPerson(operator, server, `owner${++names}`);
  const listOf = async (http: Http): Promise<SessionJson[]> =>
    (await http.get(SESSIONS)).expect<{ data: SessionJson[] }>(200).data;
  const end = async (http: Http, id: string): Promise<number> =>
    (await http.send('DELETE', `${SESSIONS}/${id}`)).status;
  const isOpen = async (http: Http): Promise<boolean> => (await http.get('/v1/auth/me')).status === 200;

  it('are listed with where they began, page by page, the open ones only', async () => {
    const somebody = await person();
    const headers = { 'x-forwarded-for': '203.0.113.9', 'user-agent': `Example/1.0 ${'x'.repeat(300)}` };
    const { email, password } = somebody;
    const { accessToken } = (await server.http.post('/v1/auth/login', { email, password }, { headers })).expect<{
      accessToken: string;
    }>(200);
    const ended = await signIn(server, somebody);
    (await ended.post('/v1/auth/logout')).expect(204);
    const [second, first, ...more] = await listOf(server.http.bearer(accessToken));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ address: '127.0.0.1', userAgent: null, current: false });
    expect(second).toMatchObject({ address: '203.0.113.9', current: true });
    expect(second?.userAgent).toMatch(/^Example\/1\.0 x{188}$/);
    const page = (await somebody.http.get(`${SESSIONS}?limit=1`)).expect<{ data: object[]; nextCursor: string }>(200);
    const next = (await somebody.http.get(`${SESSIONS}?limit=1&cursor=${page.nextCursor}`)).expect(200);
    expect([page.data, next]).toMatchObject([[{ id: second?.id }], { data: [{ id: first?.id }], nextCursor: null }]);
  });

  it('end with the answer: one of them', async () => {
    const somebody = await person();
    const other = await signIn(server, somebody);
    const { id = '' } = (await listOf(other)).find(({ current }) => current) ?? {};
    expect(await end(somebody.http, id)).toBe(204);
    expect([await isOpen(other), await isOpen(somebody.http)]).toEqual([false, true]);
    expect(await end(somebody.http, id)).toBe(404);
  });

  it('end with the answer: all but this one, while others are busy', async () => {
    const somebody = await person();
    const others = await Promise.all(Array.from({ length: 5 }, () => signIn(server, somebody)));
    expect((await somebody.http.send('DELETE', SESSIONS)).status).toBe(204);
    expect(await Promise.all(others.map(isOpen))).toEqual(Array(5).fill(false));
    expect((await listOf(somebody.http)).map(({ current }) => current)).toEqual([true]);
  });

  it("are nobody else's to see or end", async () => {
    const [somebody, stranger] = [await person(), await person()];
    const { id = '' } = (await listOf(somebody.http))[0] ?? {};
    for (const client of [stranger.http, operator]) {
      expect((await listOf(client)).some((session) => session.id === id)).toBe(false);
      expect(await end(client, id)).toBe(404);
    }
    (await stranger.http.send('DELETE', SESSIONS)).expect(204);
    expect(await isOpen(somebody.http)).toBe(true);
  });
});
