import { randomUUID } from 'node:crypto';
import { dumpOf, openDatabaseOf } from './database.js';
import type { Answer } from './http.js';
import { accept, invitationsOf, type InvitationJson, invite, NEWCOMER, preview, tokenIn } from './inviting.js';
import { join, membersOf, newPerson, type Person } from './people.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, signIn, type Tenancy, tenancyOn } from './tenancy.js';

interface AcceptedJson {
  readonly user: { readonly id: string; readonly email: string };
  readonly memberships: readonly { readonly workspaceId: string; readonly role: string }[];
  readonly workspaceId: string;
  readonly accessToken: string | null;
}

describe('invitations to a workspace', () => {
  let tenancy: Tenancy;
  let owner: Person;
  let admin: Person;
  let names = 0;
  let networks = 0;

  beforeAll(async () => {
    const server = await Server.start({ ...WITH_OPERATOR, LOG_LEVEL: 'trace', TRUSTED_PROXIES: '127.0.0.1' });
    tenancy = await tenancyOn(server);
    const { operator, workspace } = tenancy;
    [owner, admin] = [await newPerson(operator, server, 'owner'), await newPerson(operator, server, 'admin')];
    await join(operator, workspace, owner, 'owner');
    await join(operator, workspace, admin, 'admin');
  });

  const unknownAddress = (): string => `newcomer${++names}@example.com`;
  const somebody = (): Promise<Person> => newPerson(tenancy.operator, tenancy.server, `somebody${++names}`);
  /** Attempts count by network. */
  const anybody = () => tenancy.server.http.with({ 'x-forwarded-for': `198.51.100.${++networks}` });
  const roleOf = async (email: string): Promise<string | undefined> => {
    const page = await tenancy.operator.get(`${membersOf(tenancy.workspace)}?limit=100`);
    const { data } = page.expect<PageJson<{ email: string; role: string }>>(200);
    return data.find((member) => member.email === email)?.role;
  };
  const stateOf = async ({ id }: InvitationJson): Promise<string | undefined> => {
    const page = await owner.http.get(`${invitationsOf(tenancy.workspace)}?limit=100`);
    return page.expect<PageJson<InvitationJson>>(200).data.find((invitation) => invitation.id === id)?.state;
  };
  const withoutRequestId = ({ status, text, headers }: Answer) => [
    status,
    text.replaceAll(String(headers['x-request-id']), ''),
  ];

  it('lead somebody without an account from a link to a session, in the role that was given', async () => {
    const { workspace, server } = tenancy;
    const email = unknownAddress();
    const asked = await admin.http.post(invitationsOf(workspace), { email: email.toUpperCase(), role: 'developer' });
    const { link, ...record } = asked.expect<InvitationJson>(201);
    expect(record).toEqual({
      id: expect.stringMatching(/^inv_/),
      workspaceId: workspace.id,
      email,
      role: 'developer',
      state: 'pending',
      invitedBy: { kind: 'user', id: admin.id },
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      mailed: false,
    });
    const { createdAt, expiresAt } = record as unknown as Record<string, string>;
    expect(Date.parse(expiresAt!) - Date.parse(createdAt!)).toBe(7 * 24 * 60 * 60 * 1000);
    const token = tokenIn({ link });
    expect(link).toBe(`http://127.0.0.1:${server.port}/invitations/accept#token=${token}`);
    expect(token).toMatch(/^[\w-]{43}$/);

    const { mailed, ...listed } = record;
    const page = (await admin.http.get(`${invitationsOf(workspace)}?limit=1`)).expect<PageJson<object>>(200);
    expect([mailed, page.data]).toEqual([false, [listed]]);
    expect((await preview(anybody(), token)).expect(200)).toEqual({
      workspaceName: 'Acme',
      email,
      role: 'developer',
      accountExists: false,
      expiresAt,
    });

    const unnamed = await accept(anybody(), token, { password: NEWCOMER.password });
    expect(unnamed.expect(400)).toMatchObject({ code: 'invalid_request', errors: [{ field: 'name' }] });
    const answer = await accept(anybody(), token, NEWCOMER);
    const accepted = answer.expect<AcceptedJson>(200);
    expect(accepted).toMatchObject({
      user: { email, name: 'Ada', role: null },
      workspaceId: workspace.id,
      memberships: [{ workspaceId: workspace.id, role: 'developer' }],
    });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^latchkey_session=.*HttpOnly.*SameSite=Strict/);
    (await server.http.bearer(accepted.accessToken ?? '').get(membersOf(workspace))).expect(200);
    await signIn(server, { email, password: NEWCOMER.password });
    expect([await roleOf(email), await stateOf({ ...record, link })]).toEqual(['developer', 'accepted']);
  });

  it('to an account are accepted with its session, and with no other; the session goes on', async () => {
    const { workspace } = tenancy;
    const [invited, other] = [await somebody(), await somebody()];
    const { token } = await invite(owner.http, workspace, invited.email, 'owner');
    expect((await preview(anybody(), token)).expect(200)).toMatchObject({ accountExists: true });
    const signedOut = await accept(anybody(), token, NEWCOMER);
    expect(signedOut.expect(401)).toMatchObject({ code: 'signed_out', detail: expect.stringContaining('Sign in') });
    expect((await accept(other.http, token)).expect(403)).toMatchObject({ code: 'forbidden' });
    expect(await roleOf(invited.email)).toBeUndefined();
    const accepted = (await accept(invited.http, token)).expect<AcceptedJson>(200);
    expect(accepted).toMatchObject({ user: { id: invited.id }, workspaceId: workspace.id, accessToken: null });
    (await invited.http.get(membersOf(workspace))).expect(200);
    expect(await roleOf(invited.email)).toBe('owner');
  });

  it('by a cookie are accepted from a page of this server only', async () => {
    const { workspace, server } = tenancy;
    const invited = await somebody();
    const { token } = await invite(owner.http, workspace, invited.email);
    const signedIn = await server.http.post('/v1/auth/login', { email: invited.email, password: invited.password });
    const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const nowhere = anybody().with({ cookie });
    for (const client of [nowhere, nowhere.with({ origin: 'https://elsewhere.example.com' })])
      expect((await accept(client, token)).expect(403)).toMatchObject({ code: 'origin_denied' });
    const page = anybody().with({ cookie, origin: `http://127.0.0.1:${server.port}` });
    (await accept(page, token)).expect(200);
  });

  it('are accepted once, however many accept at the same time, with an account or without', async () => {
    const { workspace, server } = tenancy;
    const email = unknownAddress();
    const newcomer = await invite(owner.http, workspace, email, 'admin');
    const known = await somebody();
    const toKnown = await invite(owner.http, workspace, known.email, 'admin');
    for (const [client, { token }] of [
      [anybody(), newcomer],
      [known.http, toKnown],
    ] as const) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => accept(client, token, NEWCOMER)));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses[0]).toBe(200);
      // Of two who would both create the account, the later may be told of the account, or of the invitation.
      expect(statuses.slice(1).filter((status) => status !== 404 && status !== 401)).toEqual([]);
    }
    const rows = await dumpOf(server.dataDir);
    for (const [table, text] of [
      ['users', email],
      ['members', known.id],
    ] as const)
      expect(rows.filter((row) => row.startsWith(`public.${table} `) && row.includes(text))).toHaveLength(1);
  });

  it('that are used, revoked, expired, sent again or unfounded answer as ones that never were', async () => {
    const { workspace, operator, server } = tenancy;
    const used = await invite(owner.http, workspace, unknownAddress());
    (await accept(anybody(), used.token, NEWCOMER)).expect(200);
    const revoked = await invite(owner.http, workspace, unknownAddress());
    const pathTo = ({ id }: InvitationJson) => `${invitationsOf(workspace)}/${id}`;
    (await owner.http.send('DELETE', pathTo(revoked))).expect(204);
    (await owner.http.send('DELETE', pathTo(revoked))).expect(204);
    const resent = await invite(owner.http, workspace, unknownAddress());
    const again = (await owner.http.post(`${pathTo(resent)}/resend`)).expect<InvitationJson>(200);
    const expired = await invite(owner.http, workspace, unknownAddress());
    const database = await openDatabaseOf(server.dataDir);
    await database.query('UPDATE invitations SET expires_at = now() WHERE id = $1', [expired.id]);
    await database.end();
    const inviter = await somebody();
    await join(operator, workspace, inviter, 'admin');
    const unfounded = await invite(inviter.http, workspace, unknownAddress());
    (await operator.patch(`${membersOf(workspace)}/${inviter.id}`, { role: 'developer' })).expect(200);
    const added = await somebody();
    const pointless = await invite(owner.http, workspace, added.email);
    await join(operator, workspace, added, 'viewer');
    (await operator.send('DELETE', `${membersOf(workspace)}/${added.id}`)).expect(204);

    const never = 'x'.repeat(43);
    const client = anybody();
    const [of404] = [withoutRequestId(await preview(client, never))];
    expect(of404).toEqual([404, expect.stringContaining('"invitation_void"')]);
    for (const { token } of [used, revoked, resent, expired, unfounded, pointless])
      for (const answer of [await preview(client, token), await accept(client, token, NEWCOMER)])
        expect(withoutRequestId(answer)).toEqual(of404);
    for (const [invitation, state] of [
      [used, 'accepted'],
      [revoked, 'revoked'],
      [expired, 'expired'],
      [resent, 'pending'],
      [pointless, 'revoked'],
    ] as const)
      expect(await stateOf(invitation)).toBe(state);
    (await accept(client, tokenIn(again), NEWCOMER)).expect(200);
    for (const ended of [used, revoked]) (await owner.http.post(`${pathTo(ended)}/resend`)).expect(409);
    expect((await owner.http.send('DELETE', pathTo(used))).expect(409)).toMatchObject({ code: 'conflict' });
  });

  it('are one to an address at a time, and none to a member; whether there is an account is not told', async () => {
    const { workspace } = tenancy;
    const [email, known] = [unknownAddress(), (await somebody()).email];
    await invite(admin.http, workspace, email);
    for (const taken of [email, email.toUpperCase(), owner.email]) {
      const refused = await admin.http.post(invitationsOf(workspace), { email: taken, role: 'viewer' });
      expect(refused.expect(409)).toMatchObject({ code: 'conflict', errors: [{ field: 'email' }] });
    }
    const answers = [await invite(admin.http, workspace, known), await invite(admin.http, workspace, unknownAddress())];
    const [one, other] = answers.map((answer) => Object.keys(answer));
    expect(one).toEqual(other);
    const direct = await admin.http.post(membersOf(workspace), { email: known, role: 'viewer' });
    expect(direct.expect(403)).toMatchObject({ code: 'forbidden' });
  });

  it('give no more than is held, and are closed to keys that may not', async () => {
    const { workspace, operator, server } = tenancy;
    const refusal = { code: 'scope_not_held', errors: [{ field: 'role' }] };
    const key = await issueKey(operator, workspace, { scopes: ['admin'] });
    for (const client of [admin.http, server.http.bearer(key.secret)]) {
      const refused = await client.post(invitationsOf(workspace), { email: unknownAddress(), role: 'owner' });
      expect(refused.expect(403)).toMatchObject(refusal);
    }
    const ofKey = await invite(server.http.bearer(key.secret), workspace, unknownAddress(), 'admin');
    expect((await preview(anybody(), ofKey.token)).status).toBe(200);
    (await operator.post(`/v1/workspaces/${workspace.id}/keys/${key.id}/disable`)).expect(200);
    expect((await preview(anybody(), ofKey.token)).status).toBe(404);
    const foreign = await defineWorkspace(operator, tenancy.api, 'Foreign');
    for (const client of [admin.http, owner.http])
      (await client.post(invitationsOf(foreign), { email: unknownAddress(), role: 'viewer' })).expect(404);
  });

  it('a repeated request makes one, and does not say the link again', async () => {
    const { workspace, operator, server } = tenancy;
    const email = unknownAddress();
    const headers = { 'idempotency-key': randomUUID() };
    const ask = () => operator.post(invitationsOf(workspace), { email, role: 'viewer' }, { headers });
    const first = (await ask()).expect<InvitationJson>(201);
    const again = (await ask()).expect<InvitationJson>(201);
    expect(again).toEqual({ ...first, link: null, linkShownAt: expect.any(String) });
    const rows = await dumpOf(server.dataDir);
    expect(rows.some((row) => row.startsWith('public.idempotent_requests ') && row.includes(first.id))).toBe(true);
    expect(rows.filter((row) => row.includes(tokenIn(first)))).toEqual([]);
  });

  it('guesses are held back by network, and nobody else', async () => {
    const client = anybody();
    const statuses: number[] = [];
    for (let i = 0; i < 51; i++) statuses.push((await preview(client, `guess ${i}`)).status);
    expect([new Set(statuses.slice(0, 50)), statuses[50]]).toEqual([new Set([404]), 429]);
    const held = await accept(client, 'guess', NEWCOMER);
    expect(held.expect(429)).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(held.headers['retry-after'])).toBeGreaterThan(0);
    expect((await preview(anybody(), 'guess')).status).toBe(404);
  });

  it('no token is in a row, or in what the server wrote', async () => {
    const { server } = tenancy;
    const tokens = server.secrets.all.filter((secret) => /^[\w-]{43}$/.test(secret));
    expect(tokens.length).toBeGreaterThan(10);
    const rows = (await dumpOf(server.dataDir)).join('\n');
    for (const text of [rows, server.secrets.written])
      expect(tokens.filter((token) => text.includes(token))).toEqual([]);
    for (const action of ['created', 'resent', 'revoked', 'accepted']) expect(rows).toContain(`invitation.${action}`);
  });
});
