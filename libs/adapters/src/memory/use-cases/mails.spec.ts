import {
  type Mail,
  type MailFailure,
  type Mailer,
  MailNotSentError,
  LINK_PLACE,
  mailOfParagraphs,
  newMail,
  SendMails,
  TellOwners,
  webhookDisabledMail,
  withSealedLink,
} from '@latchkey/domain';
import { aMail, aUser, ManualClock, SeededRandom } from '@latchkey/testing';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { aTenant } from './a-tenant.fixture.js';

const HOUR_MS = 60 * 60 * 1000;
const NEVER = new AbortController().signal;
const TEXT = { subject: 'Subject', text: 'Text', html: '<p>Text</p>' };

async function setUp() {
  const clock = new ManualClock();
  const { database, workspace } = await aTenant();
  const sent: Mail[] = [];
  const mailer: Mailer & { fails: (mail: Mail) => boolean } = {
    fails: () => false,
    send: async (mail) => {
      if (mailer.fails(mail)) throw new MailNotSentError('SMTP 451');
      sent.push(mail);
    },
  };
  const box = new AesSecretBox('a secret that seals links');
  const failures: MailFailure[] = [];
  const sendMails = new SendMails(database, mailer, box, clock);
  const run = (signal = NEVER) => sendMails.execute(signal, (failure) => failures.push(failure));
  const tellOwners = (hasMailServer = true) => new TellOwners(clock, new SeededRandom('mails'), hasMailServer);
  const waiting = async () => [...database.tables.mails.all()];
  return { box, clock, database, workspace, sent, mailer, failures, run, tellOwners, waiting };
}

test('everybody who owns the workspace gets one mail, and who has left gets none', async () => {
  const { database, workspace, sent, run, tellOwners, waiting } = await setUp();
  const users = [aUser(), aUser({ leftAtMs: 1 }), aUser()];
  for (const user of users) await database.users.insert(user);
  await database.transaction((stores) => tellOwners().execute(stores, workspace.id, TEXT));
  await run();
  await run();
  expect(sent.map(({ to }) => to).sort()).toEqual([users[0]!.email, users[2]!.email].sort());
  expect(sent).toMatchObject([TEXT, TEXT]);
  expect(await waiting()).toEqual([]);
});

test('a mail of a change that is undone is never sent, and none is kept where there is no mail server', async () => {
  const { database, workspace, run, sent, tellOwners, waiting } = await setUp();
  await database.users.insert(aUser());
  const undone = database.transaction(async (stores) => {
    await tellOwners().execute(stores, workspace.id, TEXT);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await database.transaction((stores) => tellOwners(false).execute(stores, workspace.id, TEXT));
  expect(await waiting()).toEqual([]);
  await run();
  expect(sent).toEqual([]);
});

test('what could not be sent is tried again, ever more rarely, and given up after three days', async () => {
  const { clock, database, mailer, failures, run, waiting } = await setUp();
  const startMs = clock.nowMs();
  await database.mails.append(aMail({ createdAtMs: startMs, nextAttemptAtMs: startMs }));
  mailer.fails = () => true;
  const attemptsAtMs: number[] = [];
  for (let mails = await waiting(); mails.length > 0; mails = await waiting()) {
    clock.set(mails[0]!.nextAttemptAtMs);
    attemptsAtMs.push(clock.nowMs() - startMs);
    await run();
  }
  const pauses = attemptsAtMs.slice(1).map((atMs, i) => atMs - attemptsAtMs[i]!);
  expect(pauses.slice(0, 7)).toEqual([5_000, 30_000, 5 * 60_000, 30 * 60_000, 2 * HOUR_MS, 6 * HOUR_MS, 6 * HOUR_MS]);
  expect(attemptsAtMs.at(-1)).toBeGreaterThan(66 * HOUR_MS);
  expect(attemptsAtMs.at(-1)).toBeLessThanOrEqual(72 * HOUR_MS);
  expect(failures.map(({ givenUp }) => givenUp).indexOf(true)).toBe(failures.length - 1);
  expect(JSON.stringify(failures)).not.toContain('@');
});

test('one that cannot be sent keeps no other waiting', async () => {
  const { database, clock, mailer, sent, run } = await setUp();
  const mails = Array.from({ length: 25 }, () => aMail({ nextAttemptAtMs: clock.nowMs() }));
  for (const mail of mails) await database.mails.append(mail);
  mailer.fails = ({ id }) => id === mails[0]!.id;
  await run();
  expect(sent).toHaveLength(24);
  mailer.fails = () => false;
  clock.advance(5_000);
  await run();
  expect(sent.map(({ id }) => id).sort()).toEqual(mails.map(({ id }) => id).sort());
});

test('a mail whose sending came to no end is sent again', async () => {
  const { database, clock, mailer, sent, run } = await setUp();
  await database.mails.append(aMail({ nextAttemptAtMs: clock.nowMs() }));
  const crash = new Error('the process ends');
  const send = mailer.send.bind(mailer);
  mailer.send = () => Promise.reject(crash);
  await expect(run()).rejects.toBe(crash);
  mailer.send = send;
  await run();
  expect(sent).toEqual([]);
  clock.advance(15 * 60_000);
  await run();
  expect(sent).toHaveLength(1);
});

test('a stop leaves what was not tried for whoever comes next, at once', async () => {
  const { database, clock, mailer, sent, run } = await setUp();
  for (let i = 0; i < 5; i++) await database.mails.append(aMail({ nextAttemptAtMs: clock.nowMs() }));
  const stopping = new AbortController();
  const send = mailer.send.bind(mailer);
  mailer.send = (mail) => {
    stopping.abort();
    return send(mail);
  };
  await run(stopping.signal);
  expect(sent).toHaveLength(1);
  await run();
  expect(sent).toHaveLength(5);
});

test('the mail about a disabled webhook shows no query, and no markup of others', () => {
  const mail = webhookDisabledMail({
    workspaceName: '<b>Acme</b> & "Co"\r\nBcc: x@example.com',
    url: 'https://user:pass@hooks.example.com/in?token=secret#part',
    failingSinceMs: Date.UTC(2026, 0, 1),
  });
  const everything = Object.values(mail).join();
  expect(everything).not.toMatch(/secret|pass|token/);
  expect(mail.subject).toBe('Webhook disabled: <b>Acme</b> & "Co" Bcc: x@example.com');
  expect(mail.html).toContain('&lt;b&gt;Acme&lt;/b&gt; &amp; &quot;Co&quot;');
  expect(mail.html).not.toContain('<b>');
  expect(mail.text).toContain('https://hooks.example.com/in of');
  expect(mail.text).toContain('2026-01-01T00:00:00.000Z');
});

describe('a link that opens something', () => {
  const LINK = 'https://keys.example.com/invitations/accept#token=abc';

  async function queued() {
    const world = await setUp();
    const text = mailOfParagraphs('A link for <Ada>', ['It is for <Ada> & nobody else:', LINK_PLACE]);
    const random = new SeededRandom('links');
    const mail = withSealedLink(newMail('ada@example.com', text, world.clock, random), LINK, world.box);
    await world.database.mails.append(mail);
    return { ...world, mail };
  }

  test('is in the outbox only as it is sealed, and goes out in both texts', async () => {
    const { sent, run, waiting } = await queued();
    expect(JSON.stringify(await waiting())).not.toContain('token=abc');
    await run();
    expect(sent).toMatchObject([
      {
        subject: 'A link for <Ada>',
        text: `It is for <Ada> & nobody else:\n\n${LINK}\n`,
        html: expect.stringContaining(
          `<p>It is for &lt;Ada&gt; &amp; nobody else:</p>\n<p><a href="${LINK}">${LINK}</a></p>`,
        ),
      },
    ]);
    expect(await waiting()).toEqual([]);
  });

  test('goes nowhere that a name puts it', async () => {
    const { box, clock, database, run, sent } = await setUp();
    const text = mailOfParagraphs('Invitation', ['To https://evil.example/?[the link]', LINK_PLACE]);
    const mail = newMail('ada@example.com', text, clock, new SeededRandom('links'));
    await database.mails.append(withSealedLink(mail, LINK, box));
    await run();
    expect(sent).toMatchObject([{ text: `To https://evil.example/?[the link]\n\n${LINK}\n` }]);
    expect(sent[0]?.html.split(`href="${LINK}"`)).toHaveLength(2);
  });

  test('that was sealed for another mail, or with another secret, is given up', async () => {
    const { database, mail, failures, run, sent, waiting } = await queued();
    await database.mails.remove(mail.id);
    await database.mails.append({ ...mail, id: 'mail_other' });
    await run();
    expect(failures).toEqual([{ mailId: 'mail_other', reason: 'SEAL_BROKEN', givenUp: true }]);
    expect([sent, await waiting()]).toEqual([[], []]);
  });
});
