import { Authenticator } from './authenticator.js';
import { dumpOf, openDatabaseOf } from './database.js';
import type { Answer, Http } from './http.js';
import { newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { signIn } from './tenancy.js';

interface Protected extends Person {
  readonly app: Authenticator;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

const TWO_FACTOR = '/v1/auth/two-factor';

describe('a second factor', () => {
  let server: Server;
  let operator: Http;
  let names = 0;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    operator = await signIn(server);
  });

  const person = (): Promise<Person> => newPerson(operator, server, `person${++names}`);

  async function statement(sql: string): Promise<void> {
    const database = await openDatabaseOf(server.dataDir);
    await database.query(sql);
    await database.end();
  }

  /** A code is good once, and the next one comes in half a minute: the database's hand is quicker. */
  const letStepsPass = () => statement('UPDATE second_factors SET last_step = NULL');
  const growOld = ({ id }: { readonly id: string }) =>
    statement(`UPDATE sessions SET confirmed_at = confirmed_at - interval '16 minutes' WHERE user_id = '${id}'`);

  async function protectedPerson(): Promise<Protected> {
    const somebody = await person();
    const { secret } = (await somebody.http.post(TWO_FACTOR)).expect<{ secret: string }>(201);
    const app = new Authenticator(secret);
    const confirmed = await somebody.http.post(`${TWO_FACTOR}/confirm`, { code: app.code() });
    const { recoveryCodes } = confirmed.expect<{ recoveryCodes: string[] }>(200);
    recoveryCodes.forEach((code) => server.secrets.add(code));
    await letStepsPass();
    return { ...somebody, app, secret, recoveryCodes };
  }

  const login = ({ email, password }: Person, code?: string): Promise<Answer> =>
    server.http.post('/v1/auth/login', { email, password, ...(code !== undefined && { code }) });
  const statusesOf = async (answers: Promise<Answer>[]): Promise<number[]> =>
    (await Promise.all(answers)).map(({ status }) => status).sort();

  it('is added by a fresh sign-in, confirmed by a code, and asked for from then on', async () => {
    const somebody = await person();
    await growOld(somebody);
    const refused = await somebody.http.post(TWO_FACTOR);
    expect(refused.expect(403)).toMatchObject({
      code: 'confirmation_needed',
      detail: expect.stringContaining('POST /v1/auth/confirm') as unknown,
    });
    (await somebody.http.post('/v1/auth/confirm', { password: somebody.password })).expect(200);
    const added = (await somebody.http.post(TWO_FACTOR)).expect<{ secret: string; otpauthUri: string }>(201);
    expect(new URL(added.otpauthUri).searchParams.get('secret')).toBe(added.secret);
    expect((await login(somebody)).status).toBe(200);
    const app = new Authenticator(added.secret);
    const wrong = await somebody.http.post(`${TWO_FACTOR}/confirm`, { code: '000000' });
    expect(wrong.expect(401)).toMatchObject({ code: 'bad_credentials', errors: [{ field: 'code' }] });
    const confirmed = await somebody.http.post(`${TWO_FACTOR}/confirm`, { code: app.code() });
    const { recoveryCodes } = confirmed.expect<{ recoveryCodes: string[] }>(200);
    expect(recoveryCodes).toHaveLength(10);
    expect((await somebody.http.get('/v1/auth/me')).expect(200)).toMatchObject({ twoFactor: true });
    expect((await login(somebody)).expect(401)).toMatchObject({ code: 'code_needed', errors: [{ field: 'code' }] });
    expect((await login({ ...somebody, password: 'wrong' }, app.code(1))).expect(401)).toMatchObject({
      code: 'bad_credentials',
    });
    expect((await login(somebody, app.code(1))).status).toBe(200);
    expect((await somebody.http.post(TWO_FACTOR)).expect(409)).toMatchObject({ code: 'conflict' });
  });

  it('takes a code once, of many who come with it at once', async () => {
    const somebody = await protectedPerson();
    const code = somebody.app.code();
    expect(await statusesOf(Array.from({ length: 6 }, () => login(somebody, code)))).toEqual([
      200,
      ...Array<number>(5).fill(401),
    ]);
    expect((await login(somebody, code)).status).toBe(401);
  });

  it('takes a recovery code once, and none after they were renewed', async () => {
    const somebody = await protectedPerson();
    const [first = '', second = ''] = somebody.recoveryCodes;
    expect(await statusesOf(Array.from({ length: 4 }, () => login(somebody, first)))).toEqual([200, 401, 401, 401]);
    const renewed = (await somebody.http.post(`${TWO_FACTOR}/recovery-codes`)).expect<{ recoveryCodes: string[] }>(200);
    expect((await login(somebody, second)).status).toBe(401);
    expect((await login(somebody, renewed.recoveryCodes[0])).status).toBe(200);
    await growOld(somebody);
    const stale = await somebody.http.post(`${TWO_FACTOR}/recovery-codes`);
    expect(stale.expect(403)).toMatchObject({ code: 'confirmation_needed' });
  });

  it('confirming a sign-in asks for it too', async () => {
    const { http, password, app } = await protectedPerson();
    expect((await http.post('/v1/auth/confirm', { password })).expect(401)).toMatchObject({ code: 'code_needed' });
    (await http.post('/v1/auth/confirm', { password, code: app.code() })).expect(200);
  });

  it('is removed by a fresh sign-in with a code', async () => {
    const somebody = await protectedPerson();
    const remove = (code: string) => somebody.http.send('DELETE', TWO_FACTOR, { json: { code } });
    expect((await remove('000000')).status).toBe(401);
    await growOld(somebody);
    expect((await remove(somebody.app.code())).expect(403)).toMatchObject({ code: 'confirmation_needed' });
    const { password, app } = somebody;
    (await somebody.http.post('/v1/auth/confirm', { password, code: app.code() })).expect(200);
    (await remove(somebody.recoveryCodes[0] ?? '')).expect(204);
    expect((await login(somebody)).status).toBe(200);
    expect((await remove(somebody.recoveryCodes[1] ?? '')).status).toBe(404);
  });

  it('is not guessed by whoever has the password: ten codes in a quarter of an hour', async () => {
    const somebody = await protectedPerson();
    for (let i = 0; i < 12; i++) expect((await login(somebody)).expect(401)).toMatchObject({ code: 'code_needed' });
    const guesses = Array.from({ length: 12 }, (_, i) => login(somebody, `00000${i}`.slice(-6)));
    expect(await statusesOf(guesses)).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect((await login(somebody, somebody.app.code())).status).toBe(429);
    expect((await login(somebody)).status).toBe(429);
  });

  it('that is lost is taken off by an operator, signed in freshly, for anybody but themselves', async () => {
    const somebody = await protectedPerson();
    const path = `/v1/users/${somebody.id}/two-factor/reset`;
    const support = await newPerson(operator, server, `support${++names}`, 'support');
    expect((await support.http.post(path)).status).toBe(403);
    const { user } = (await operator.get('/v1/auth/me')).expect<{ user: { id: string } }>(200);
    await growOld(user);
    expect((await operator.post(path)).expect(403)).toMatchObject({ code: 'confirmation_needed' });
    operator = await signIn(server);
    expect((await operator.post(path)).status).toBe(204);
    expect((await somebody.http.get('/v1/auth/me')).status).toBe(401);
    expect((await login(somebody)).status).toBe(200);
    expect((await operator.post(path)).status).toBe(404);
    expect((await operator.post(`/v1/users/${user.id}/two-factor/reset`)).expect(409)).toMatchObject({
      code: 'conflict',
    });
    const told = (await dumpOf(server.dataDir)).filter((row) => row.includes('user.second_factor_taken_off'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(somebody.id);
  });

  it('stands in no row and no log as it is', async () => {
    const somebody = await protectedPerson();
    const codes = [somebody.recoveryCodes[0] ?? '', somebody.app.code()];
    for (const code of codes) (await login(somebody, code)).expect(200);
    const rows = (await dumpOf(server.dataDir)).join('\n');
    const hex = Buffer.from(somebody.recoveryCodes[0] ?? '').toString('hex');
    for (const text of [somebody.secret, ...somebody.recoveryCodes, hex]) {
      expect(rows.includes(text)).toBe(false);
      expect(server.secrets.written.includes(text)).toBe(false);
    }
    expect(rows.includes(`"${codes[1]}"`)).toBe(false);
  });
});
