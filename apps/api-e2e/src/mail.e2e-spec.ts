import { openDatabaseOf } from './database.js';
import { mailTo, PostOffice, POSTMAN_PASSWORD } from './post-office.js';
import { Server, WITH_OPERATOR } from './server.js';
import { tenancyOn } from './tenancy.js';
import { until } from './until.js';

const SUBJECT = 'Webhook disabled: Acmé';

/** By the database's own hand: until something of the API writes mails. */
async function queue(server: Server, to: string): Promise<string> {
  const database = await openDatabaseOf(server.dataDir);
  const id = `mail_${to.split('@')[0]}`;
  await database.query(
    `INSERT INTO mails VALUES ($1, $2, $3, E'First line.\\n.\\nAfter a lone dot: Élan.\\n', '<p>Élan</p>', now(), 0, now())`,
    [id, to, SUBJECT],
  );
  await database.end();
  return id;
}

async function waiting(server: Server): Promise<readonly { id: string; attempts: number }[]> {
  const database = await openDatabaseOf(server.dataDir);
  const { rows } = await database.query<{ id: string; attempts: number }>('SELECT id, attempts FROM mails');
  await database.end();
  return rows;
}

const nothingWaits = (server: Server) => async () => (await waiting(server)).length === 0;

it('a mail goes out as text and HTML, from the sender that is configured, with the password of the address', async () => {
  const post = new PostOffice();
  const port = await post.open();
  const server = await Server.start(mailTo(port, `postman:${encodeURIComponent(POSTMAN_PASSWORD)}@`));
  const id = await queue(server, 'ada@example.com');
  await until('it is sent', nothingWaits(server));
  const [mail, ...more] = post.received;
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ from: 'latchkey@example.com', to: ['ada@example.com'], user: 'postman' });
  expect(mail?.text).toMatch(/^From: Latchkey <latchkey@example\.com>\r$/m);
  expect(mail?.text).toContain(`Message-ID: <${id}@example.com>`);
  expect(mail?.text).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail?.text).toMatch(/Content-Type: text\/plain; charset=utf-8/);
  expect(mail?.text).toMatch(/Content-Type: text\/html; charset=utf-8/);
  expect(mail?.text).toMatch(/^\.\r\nAfter a lone dot/m);
  await expectNoLinkToAHostOfARequest(server, post);
  await server.stop();
  expect(server.process.output).not.toContain(POSTMAN_PASSWORD);
  expect(server.process.output).not.toContain(encodeURIComponent(POSTMAN_PASSWORD));
  await post.close();
});

/** Without `PUBLIC_URL` nothing says where a link may lead but the request, and that is anybody's. */
async function expectNoLinkToAHostOfARequest(server: Server, post: PostOffice): Promise<void> {
  const { operator, workspace } = await tenancyOn(server);
  const sentBefore = post.received.length;
  const invited = await operator
    .with({ host: 'elsewhere.example' })
    .post(`/v1/workspaces/${workspace.id}/invitations`, { email: 'eve@example.com', role: 'viewer' });
  const link = expect.stringMatching(/\/invitations\/accept#token=/) as unknown;
  expect(invited.expect(201)).toMatchObject({ mailed: false, link });
  await queue(server, 'last@example.com');
  await until('it is sent', nothingWaits(server));
  expect(post.received.slice(sentBefore).map(({ to }) => to)).toEqual([['last@example.com']]);
}

it('what the mail server does not take now is sent later, and the log names neither people nor passwords', async () => {
  const post = new PostOffice();
  const port = await post.open();
  let isRefused = true;
  post.refuses = () => (isRefused ? Object.assign(new Error('not now, bob@example.com'), { responseCode: 451 }) : null);
  const server = await Server.start(mailTo(port));
  const id = await queue(server, 'bob@example.com');
  await server.process.waitFor(new RegExp(`Mail ${id} could not be sent \\(SMTP 451\\) and is tried again later`));
  expect(await waiting(server)).toEqual([{ id, attempts: 1 }]);
  isRefused = false;
  await until('it is sent', nothingWaits(server));
  expect(post.received.map(({ to }) => to)).toEqual([['bob@example.com']]);
  await server.stop();
  expect(server.process.output).not.toContain('bob@example.com');
  await post.close();
});

it('a mail server that is away costs no mail, and a killed server none either', async () => {
  const closed = new PostOffice();
  const port = await closed.open();
  await closed.close();
  const first = await Server.start(mailTo(port));
  const id = await queue(first, 'cleo@example.com');
  await first.process.waitFor(new RegExp(`Mail ${id} could not be sent`));
  await first.kill9();
  const post = new PostOffice();
  await post.open(port);
  const second = await first.restart();
  await until('it is sent', nothingWaits(second));
  expect(post.received.map(({ to }) => to)).toEqual([['cleo@example.com']]);
  await second.stop();
  await post.close();
});

it('a password that is refused costs no mail', async () => {
  const post = new PostOffice();
  const port = await post.open();
  const server = await Server.start(mailTo(port, 'postman:wrong@'));
  const id = await queue(server, 'dan@example.com');
  await server.process.waitFor(new RegExp(`Mail ${id} could not be sent \\((SMTP 535|EAUTH)\\)`));
  expect(post.received).toEqual([]);
  expect(await waiting(server)).toEqual([{ id, attempts: 1 }]);
  await server.stop();
  await post.close();
});

it('a password is sent to no other machine in the clear', async () => {
  let presented = 0;
  const post = new PostOffice({ onAuth: (_auth, _session, done) => done(new Error(`presented ${++presented}`)) });
  const port = await post.open();
  // The same machine under an address that does not look like it.
  const environment = { ...mailTo(port), SMTP_URL: `smtp://postman:secret@[::ffff:127.0.0.1]:${port}` };
  const server = await Server.start(environment);
  const id = await queue(server, 'dora@example.com');
  await server.process.waitFor(new RegExp(`Mail ${id} could not be sent`));
  expect(presented).toBe(0);
  await server.stop();
  await post.close();
});

it('without a mail server nothing is sent, and the server works all the same', async () => {
  const server = await Server.start(WITH_OPERATOR);
  const id = await queue(server, 'eve@example.com');
  expect((await server.http.get('/health/ready')).status).toBe(200);
  await server.stop();
  const again = await server.restart();
  expect(await waiting(again)).toEqual([{ id, attempts: 0 }]);
  await again.stop();
});
