import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.js';
import type { Answer, Http } from './http.js';
import { dumpOf } from './database.js';
import { OPERATOR, Server, WITH_OPERATOR } from './server.js';

const COOKIE = 'latchkey_session';

interface SignedInJson {
  readonly accessToken: string;
  readonly expiresAt: string;
  readonly user: { readonly email: string; readonly role: string };
}

const cookieOf = (answer: Answer): string => answer.headers['set-cookie']?.[0] ?? '';
const valueOf = (cookie: string): string => cookie.slice(0, cookie.indexOf(';'));
const signIn = (http: Http, more: object = {}): Promise<Answer> =>
  http.post('/v1/auth/login', { ...OPERATOR, ...more });

const rowsOf = async ({ dataDir }: Server, table: string): Promise<string[]> =>
  (await dumpOf(dataDir)).filter((row) => row.startsWith(`public.${table} `));

describe('the setup link', () => {
  let server: Server;
  let token: string;
  const setUp = (more: object): Promise<Answer> => server.http.post('/v1/setup', { ...OPERATOR, token, ...more });

  beforeAll(async () => {
    server = await Server.startFirst();
    [, token = ''] = await server.process.waitFor(/\/setup#token=(\S+)\n/);
  });

  it('a wrong token is refused, and creates nothing', async () => {
    expect((await server.http.get('/v1/setup')).expect(200)).toEqual({ needed: true });
    for (const wrong of ['x', `${token}x`, token.slice(1), token.toUpperCase()]) {
      const refused = await setUp({ token: wrong });
      expect(refused.expect(403)).toMatchObject({ code: 'setup_token_invalid', errors: [{ field: 'token' }] });
      expect(cookieOf(refused)).toBe('');
    }
    expect(await rowsOf(server, 'users')).toEqual([]);
  });

  it('a page of another site cannot use it', async () => {
    for (const origin of ['https://elsewhere.example', 'null', 'http://127.0.0.1']) {
      const refused = await server.http.post('/v1/setup', { ...OPERATOR, token }, { headers: { origin } });
      expect(refused.expect(403)).toMatchObject({ code: 'origin_denied' });
    }
    expect(await rowsOf(server, 'users')).toEqual([]);
  });

  it('of two at once, one wins; the other creates nothing', async () => {
    const answers = await Promise.all([setUp({ email: 'one@example.com' }), setUp({ email: 'two@example.com' })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const winner = answers.find(({ status }) => status === 201)?.json<SignedInJson>();
    const users = await rowsOf(server, 'users');
    expect(users).toHaveLength(1);
    expect(users[0]).toContain(winner?.user.email);
    expect(winner?.user.role).toBe('operator');
    expect((await server.http.bearer(winner?.accessToken ?? '').get('/v1/auth/me')).status).toBe(200);
  });

  it('works once: afterwards the right token is refused too, and a restart prints no other', async () => {
    expect((await setUp({ email: 'three@example.com' })).expect(409)).toMatchObject({ code: 'setup_done' });
    expect((await server.http.get('/v1/setup')).expect(200)).toEqual({ needed: false });
    await server.stop();
    server = await server.restart();
    expect((await setUp({ email: 'three@example.com' })).expect(409)).toMatchObject({ code: 'setup_done' });
    expect(server.process.output).not.toContain('token=');
  });
});

describe('a session', () => {
  let server: Server;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
  });

  it('a wrong password and an unknown account are answered alike', async () => {
    const wrong = await signIn(server.http, { password: 'not the password' });
    const unknown = await signIn(server.http, { email: 'nobody@example.com' });
    const told = (answer: Answer): object => ({ ...answer.expect<object>(401), requestId: undefined });
    expect(told(wrong)).toEqual(told(unknown));
    expect(told(wrong)).toMatchObject({ code: 'bad_credentials' });
    expect([cookieOf(wrong), cookieOf(unknown)]).toEqual(['', '']);
  });

  it('the cookie is out of reach of scripts and of other sites, and ends with the session', async () => {
    const answer = await signIn(server.http, { email: OPERATOR.email.toUpperCase() });
    const { accessToken, expiresAt } = answer.expect<SignedInJson>(200);
    const [pair, ...attributes] = cookieOf(answer).split('; ');
    expect(pair).toBe(`${COOKIE}=${accessToken}`);
    const expires = new Date(Math.floor(Date.parse(expiresAt) / 1000) * 1000).toUTCString();
    expect(attributes.sort()).toEqual([`Expires=${expires}`, 'HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('the cookie opens the dashboard, the token opens it to scripts', async () => {
    const answer = await signIn(server.http);
    const { accessToken, user } = answer.expect<SignedInJson>(200);
    const browser = server.http.with({ cookie: valueOf(cookieOf(answer)) });
    expect((await browser.get('/v1/auth/me')).expect(200)).toMatchObject({ user });
    expect((await server.http.bearer(accessToken).get('/v1/auth/me')).expect(200)).toMatchObject({ user });
    expect((await server.http.get('/v1/auth/me')).status).toBe(401);
  });

  it('signing out ends it for the cookie and the token, and leaves other sessions alone', async () => {
    const [answer, other] = [await signIn(server.http), await signIn(server.http)];
    const { accessToken } = answer.expect<SignedInJson>(200);
    const browser = server.http.with({ cookie: valueOf(cookieOf(answer)) });
    const script = server.http.bearer(accessToken);
    const origin = `http://127.0.0.1:${server.port}`;
    const signedOut = await browser.post('/v1/auth/logout', undefined, { headers: { origin } });
    expect(signedOut.status).toBe(204);
    expect(cookieOf(signedOut)).toMatch(new RegExp(`^${COOKIE}=; .*Expires=Thu, 01 Jan 1970 00:00:00 GMT`));
    for (const client of [browser, script]) {
      expect((await client.get('/v1/auth/me')).expect(401)).toMatchObject({ code: 'signed_out' });
      expect((await client.get('/v1/workspaces')).status).toBe(401);
    }
    const { accessToken: otherToken } = other.expect<SignedInJson>(200);
    expect((await server.http.bearer(otherToken).get('/v1/auth/me')).status).toBe(200);
    await server.kill9();
    server = await server.restart();
    expect((await server.http.bearer(accessToken).get('/v1/auth/me')).status).toBe(401);
    expect((await server.http.bearer(otherToken).get('/v1/auth/me')).status).toBe(200);
  });

  it('tokens that are forged, expired, unsigned or of another kind are refused', async () => {
    const { accessToken } = (await signIn(server.http)).expect<SignedInJson>(200);
    const [head = '', body = '', signature = ''] = accessToken.split('.');
    const secret = (await readFile(path.join(server.dataDir, 'latchkey-secret'), 'utf8')).trim();
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
    const token = (header: object, payload: object, key = secret, hash = 'sha256'): string => {
      const signed = `${encode(header)}.${encode(payload)}`;
      return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
    };
    const nowSeconds = Math.floor(Date.now() / 1000);
    const HS256 = { alg: 'HS256' };
    expect((await server.http.bearer(token(HS256, claims)).get('/v1/auth/me')).status).toBe(200);
    const bad = {
      'signature cut': `${head}.${body}.${signature.slice(0, -2)}`,
      'signature left out': `${head}.${body}.`,
      'claims of another': `${head}.${encode({ ...claims, jti: 'ses_00000000000000000000000000' })}.${signature}`,
      'alg none': `${encode({ alg: 'none' })}.${body}.`,
      'alg None, signed': token({ alg: 'None' }, claims),
      'alg HS512': token({ alg: 'HS512' }, claims, secret, 'sha512'),
      'no alg': token({}, claims),
      'another key': token(HS256, claims, `${secret}x`),
      'an empty key': token(HS256, claims, ''),
      expired: token(HS256, { ...claims, exp: nowSeconds - 1 }),
      'not yet': token(HS256, { ...claims, nbf: nowSeconds + 3600 }),
      'another issuer': token(HS256, { ...claims, iss: 'somebody' }),
      'no session': token(HS256, { ...claims, jti: undefined }),
      'a session that was never': token(HS256, { ...claims, jti: 'ses_00000000000000000000000000' }),
      'a session that is a number': token(HS256, { ...claims, jti: 1 }),
      crit: token({ ...HS256, crit: ['x'], x: 1 }, claims),
      'no JSON': `${Buffer.from('no').toString('base64url')}.${body}.${signature}`,
    };
    for (const [what, forged] of Object.entries(bad)) {
      for (const client of [server.http.bearer(forged), server.http.with({ cookie: `${COOKIE}=${forged}` })]) {
        const { status } = await client.get('/v1/auth/me');
        expect({ what, status }).toEqual({ what, status: 401 });
      }
    }
  });
});

describe('what a cookie vouches for must come from a page of this server', () => {
  let server: Server;
  let token: string;
  let browser: Http;

  beforeAll(async () => {
    server = await Server.start(WITH_OPERATOR);
    token = (await signIn(server.http)).expect<SignedInJson>(200).accessToken;
    browser = server.http.with({ cookie: `${COOKIE}=${token}` });
  });

  const api = (slug: string): object => ({ name: slug, slug, wireProfile: 'standard', hostnames: [`${slug}.example`] });

  it('writes without Origin, or with a foreign one, are refused and change nothing', async () => {
    const before = await dumpOf(server.dataDir);
    const foreign = [
      undefined,
      '',
      'null',
      'https://elsewhere.example',
      'http://127.0.0.1',
      `http://127.0.0.1:${server.port + 1}`,
      `http://127.0.0.1.elsewhere.example:${server.port}`,
      `http://elsewhere.example/?http://127.0.0.1:${server.port}`,
      `127.0.0.1:${server.port}`,
    ];
    for (const origin of foreign) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const refused = await browser.post('/v1/apis', api('theirs'), { headers });
      expect(refused.expect(403)).toMatchObject({ code: 'origin_denied', errors: [{ field: 'origin' }] });
      expect((await browser.post('/v1/auth/logout', undefined, { headers })).status).toBe(403);
    }
    expect(await dumpOf(server.dataDir)).toEqual(before);
  });

  it('writes from an own page, reads from anywhere, and scripts with the token are let through', async () => {
    const own = { origin: `http://127.0.0.1:${server.port}` };
    expect((await browser.post('/v1/apis', api('ours'), { headers: own })).status).toBe(201);
    const named = { origin: `http://latchkey.example:${server.port}`, host: `latchkey.example:${server.port}` };
    expect((await browser.post('/v1/apis', api('named'), { headers: named })).status).toBe(201);
    expect((await browser.get('/v1/apis', { headers: { origin: 'https://elsewhere.example' } })).status).toBe(200);
    expect((await server.http.bearer(token).post('/v1/apis', api('scripted'))).status).toBe(201);
  });

  it('no answer permits another site to read it', async () => {
    const answer = await browser.get('/v1/apis', { headers: { origin: 'https://elsewhere.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('signing in from a page of another site is refused', async () => {
    const headers = { origin: 'https://elsewhere.example' };
    expect((await server.http.post('/v1/auth/login', OPERATOR, { headers })).status).toBe(403);
  });

  it('behind https the cookie is Secure', async () => {
    await server.stop();
    const port = await freePort();
    server = await server.restart({ PORT: String(port), PUBLIC_URL: 'https://keys.example' });
    expect(cookieOf(await signIn(server.http))).toContain('; Secure');
  });
});

describe('guessing passwords', () => {
  let server: Server;
  let address = 0;

  beforeAll(async () => {
    server = await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1' });
  });

  const from = (ip: string): Http => server.http.with({ 'x-forwarded-for': ip });
  const elsewhere = (): Http => from(`203.0.113.${++address}`);

  it('is stopped after ten failures for an account, wherever they come from; Retry-After says for how long', async () => {
    const wrong = { email: 'victim@example.com', password: 'wrong' };
    for (let i = 0; i < 10; i++) expect((await elsewhere().post('/v1/auth/login', wrong)).status).toBe(401);
    const refused = await elsewhere().post('/v1/auth/login', { ...wrong, email: 'VICTIM@example.com ' });
    expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(15 * 60);
    expect((await signIn(elsewhere())).status).toBe(200);
  });

  it('is stopped after fifty failures from an address, whatever the account', async () => {
    const thief = from('198.51.100.7');
    const guess = (i: number) => thief.post('/v1/auth/login', { email: `account${i}@example.com`, password: 'x' });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => guess(i)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect((await guess(51)).status).toBe(429);
    expect((await signIn(thief)).status).toBe(429);
    expect((await signIn(from('198.51.100.8'))).status).toBe(200);
  });

  it('signing in well does not count', async () => {
    const person = elsewhere();
    for (let i = 0; i < 15; i++) expect((await signIn(person)).status).toBe(200);
    for (let i = 0; i < 9; i++) expect((await signIn(person, { password: 'wrong' })).status).toBe(401);
    expect((await signIn(person)).status).toBe(200);
  });

  it('no header of a stranger changes the address that is counted', async () => {
    await server.stop();
    server = await server.restart(WITH_OPERATOR);
    for (let i = 0; i < 50; i++) {
      await elsewhere().post('/v1/auth/login', { email: `account${i}@example.com`, password: 'x' });
    }
    expect((await signIn(elsewhere())).status).toBe(429);
  });
});
