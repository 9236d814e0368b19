import { dumpOf, openDatabaseOf } from './database.js';
import { freePort } from './free-port.js';
import { accept, invitationsOf, type InvitationJson, NEWCOMER, preview } from './inviting.js';
import { mailTo, PostOffice } from './post-office.js';
import { Server } from './server.js';
import { type Tenancy, tenancyOn } from './tenancy.js';
import { until } from './until.js';

const PUBLIC_URL = 'https://keys.example.com';
const STRANGER = 'stranger@example.com';
const LINK = new RegExp(`${PUBLIC_URL}/invitations/accept#token=([\\w-]{43})(?![\\w-])`, 'g');

/** As it was before it was made fit for the way (RFC 2045, 6.7). */
const decoded = (text: string): string =>
  text.replace(/=\r\n/g, '').replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const tokensIn = (text: string): string[] => [...decoded(text).matchAll(LINK)].map(([, token = '']) => token);

describe('an invitation where there is a mail server', () => {
  let tenancy: Tenancy;
  let post: PostOffice;
  let isRefused = false;

  beforeAll(async () => {
    post = new PostOffice();
    post.refuses = () => (isRefused ? Object.assign(new Error('not now'), { responseCode: 451 }) : null);
    const environment = {
      ...mailTo(await post.open()),
      PUBLIC_URL,
      PORT: String(await freePort()),
      LOG_LEVEL: 'trace',
    };
    tenancy = await tenancyOn(await Server.start(environment));
  });
  afterAll(() => post.close());

  const invite = async (email: string): Promise<InvitationJson> =>
    (await tenancy.operator.post(invitationsOf(tenancy.workspace), { email, role: 'viewer' })).expect(201);
  const mailsTo = (email: string) => post.received.filter(({ to }) => to.includes(email));
  async function tokenSentTo(email: string): Promise<string> {
    const [mail] = await until('the mail is there', () => mailsTo(email).length > 0 && mailsTo(email));
    const tokens = tokensIn(mail?.text ?? '');
    for (const token of tokens) tenancy.server.secrets.add(token);
    return tokens[0] ?? '';
  }

  it('goes to the one who is invited, as text and HTML, and its link is in no answer', async () => {
    const invitation = await invite('ada@example.com');
    expect(invitation).toMatchObject({ mailed: true, link: null });
    const token = await tokenSentTo('ada@example.com');
    const [{ text = '' } = {}, ...more] = mailsTo('ada@example.com');
    expect(more).toEqual([]);
    expect(text).toMatch(/^Subject: Invitation to Acme\r$/m);
    expect(text).toMatch(/Content-Type: text\/plain/);
    expect(text).toMatch(/Content-Type: text\/html/);
    // Once in the text, twice in the HTML: as the address, and to be read.
    expect(tokensIn(text)).toEqual([token, token, token]);
    expect((await preview(tenancy.server.http, token)).expect(200)).toMatchObject({ email: 'ada@example.com' });
    (await accept(tenancy.server.http, token, NEWCOMER)).expect(200);
  });

  it('waits sealed for a mail server that is away; revoked or sent again meanwhile, the void link is never sent', async () => {
    isRefused = true;
    const invitations = [await invite('bob@example.com'), await invite('cleo@example.com')];
    const [toBob, toCleo] = invitations.map(({ id }) => `${invitationsOf(tenancy.workspace)}/${id}`);
    // Both have been refused, so neither is on its way to the mail server at this moment.
    const mails = await until('both wait to be tried again', async () => {
      const rows = (await dumpOf(tenancy.server.dataDir)).filter((row) => row.startsWith('public.mails '));
      const failed = tenancy.server.process.output.matchAll(/Mail (mail_\w+) could not be sent/g);
      const ids = new Set([...failed].map(([, id = '']) => id));
      return rows.length === 2 && rows.every((row) => [...ids].some((id) => row.includes(id))) && rows;
    });
    for (const row of mails) expect(row).toMatch(/\[the link\].*"sealed_link":"[^"]{60,}"/);
    (await tenancy.operator.send('DELETE', toBob!)).expect(204);
    (await tenancy.operator.post(`${toCleo}/resend`)).expect(200);
    isRefused = false;
    const token = await tokenSentTo('cleo@example.com');
    expect((await preview(tenancy.server.http, token)).expect(200)).toMatchObject({ email: 'cleo@example.com' });
    expect([mailsTo('bob@example.com').length, mailsTo('cleo@example.com').length]).toEqual([0, 1]);
  });

  it('does not fill the mailbox of a stranger, in whatever way they are invited', async () => {
    const { id } = await invite(STRANGER);
    const resend = () => tenancy.operator.post(`${invitationsOf(tenancy.workspace)}/${id}/resend`);
    for (let sent = 1; sent < 5; sent++) (await resend()).expect(200);
    const refused = await resend();
    expect(refused.expect(429)).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    (await tenancy.operator.send('DELETE', `${invitationsOf(tenancy.workspace)}/${id}`)).expect(204);
    const again = { email: STRANGER.toUpperCase(), role: 'viewer' };
    (await tenancy.operator.post(invitationsOf(tenancy.workspace), again)).expect(429);
    await until('all is sent', async () => {
      const rows = await dumpOf(tenancy.server.dataDir);
      return !rows.some((row) => row.startsWith('public.mails '));
    });
    for (const { text } of mailsTo(STRANGER)) for (const token of tokensIn(text)) tenancy.server.secrets.add(token);
    expect(mailsTo(STRANGER).length).toBeLessThanOrEqual(5);
  });

  it('outlives a server that is killed between the answer and the mail', async () => {
    isRefused = true;
    await invite('dora@example.com');
    await tenancy.server.kill9();
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: tenancy.operator.to(server.port) };
    isRefused = false;
    const database = await openDatabaseOf(server.dataDir);
    // As if the time until the next attempt were over.
    await database.query('UPDATE mails SET next_attempt_at = now()');
    await database.end();
    (await accept(server.http, await tokenSentTo('dora@example.com'), NEWCOMER)).expect(200);
  });

  it('no token is in a row, or in what the servers wrote', async () => {
    const { secrets, dataDir } = tenancy.server;
    const tokens = post.received.flatMap(({ text }) => tokensIn(text));
    const toGuests = post.received.filter(({ to }) => !to.includes(STRANGER)).flatMap(({ text }) => tokensIn(text));
    expect(new Set(toGuests).size).toBe(3);
    const rows = (await dumpOf(dataDir)).join('\n');
    for (const text of [rows, secrets.written]) expect(tokens.filter((token) => text.includes(token))).toEqual([]);
  });
});
