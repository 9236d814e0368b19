import { type OpenSession, PASSWORD_RESET_LIFETIME_MS } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { ADA, anAccountWorld, ORIGIN } from './an-account-world.fixture.js';

const NEW_PASSWORD = 'another long password';
const linkOf = (token: string): string => `https://keys.example/reset-password#token=${token}`;
const tokenIn = (text: string): string => /#token=([\w-]+)/.exec(text)?.[1] ?? '';
const INVALID = { code: 'reset_token_invalid', field: 'token' };

async function world(options?: { hasMailServer: boolean }) {
  const made = await anAccountWorld(options);
  const { sessions, resetPassword, opened } = made;
  return {
    ...made,
    isOpen: async ({ session }: OpenSession) => (await sessions.resume(session.id)) !== null,
    /** The token of the mail that this leads to. */
    ask: async (email = ADA.email): Promise<string> => {
      await resetPassword.ask(email, linkOf, ORIGIN);
      return tokenIn(opened().at(-1)?.text ?? '');
    },
    finish: (token: string, password = NEW_PASSWORD) => resetPassword.finish(token, password, ORIGIN),
  };
}

describe('a password that is changed', () => {
  it('is the only one that signs in, and every other session is over', async () => {
    const { signIn, changePassword, isOpen, audited, ada, mails } = await world();
    const [here, there] = [await signIn(), await signIn()];
    const change = { currentPassword: ADA.password, newPassword: NEW_PASSWORD };
    await changePassword.execute(aCaller(), here, change);
    expect([await isOpen(here), await isOpen(there)]).toEqual([true, false]);
    await expect(signIn()).rejects.toMatchObject({ code: 'bad_credentials' });
    expect((await signIn(NEW_PASSWORD)).user.id).toBe(ada.id);
    const entry = (await audited()).find(({ action }) => action === 'user.password_changed');
    expect(entry).toMatchObject({ targetId: ada.id, after: { sessionsEnded: 1 } });
    expect(JSON.stringify(await audited())).not.toContain('password"');
    expect(mails()).toMatchObject([{ to: ADA.email, subject: 'Your password was changed', sealedLink: null }]);
  });

  it('needs the one before', async () => {
    const { signIn, changePassword } = await world();
    const wrong = { currentPassword: 'wrong', newPassword: NEW_PASSWORD };
    const refused = changePassword.execute(aCaller(), await signIn(), wrong);
    await expect(refused).rejects.toMatchObject({ code: 'bad_credentials', field: 'currentPassword' });
    await signIn();
  });

  it('of two changes at once, one gets through', async () => {
    const { signIn, changePassword } = await world();
    const [here, there] = [await signIn(), await signIn()];
    const outcomes = await Promise.allSettled([
      changePassword.execute(aCaller(), here, { currentPassword: ADA.password, newPassword: 'the first of two' }),
      changePassword.execute(aCaller(), there, { currentPassword: ADA.password, newPassword: 'the second of two' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('voids a link that would choose another one', async () => {
    const { signIn, changePassword, ask, finish } = await world();
    const token = await ask();
    const change = { currentPassword: ADA.password, newPassword: NEW_PASSWORD };
    await changePassword.execute(aCaller(), await signIn(), change);
    await expect(finish(token)).rejects.toMatchObject(INVALID);
  });
});

describe('a link for a new password', () => {
  it('chooses one, once, ends every session, and voids all other links', async () => {
    const { signIn, ask, finish, isOpen, audited, ada } = await world();
    const open = await signIn();
    const [first, second] = [await ask('ADA@example.com'), await ask()];
    await finish(second);
    expect(await isOpen(open)).toBe(false);
    await signIn(NEW_PASSWORD);
    for (const used of [first, second]) await expect(finish(used)).rejects.toMatchObject(INVALID);
    await expect(signIn()).rejects.toMatchObject({ code: 'bad_credentials' });
    const entry = (await audited()).find(({ action }) => action === 'user.password_reset');
    expect(entry).toMatchObject({ actor: { id: ada.id }, targetId: ada.id, after: { sessionsEnded: 1 } });
  });

  it('lets one of two through who use it at once', async () => {
    const { ask, finish, signIn } = await world();
    const token = await ask();
    const outcomes = await Promise.allSettled([finish(token, 'the first of two'), finish(token, 'the second of two')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const winner = outcomes[0]?.status === 'fulfilled' ? 'the first of two' : 'the second of two';
    await signIn(winner);
  });

  it('is good for an hour', async () => {
    const { clock, ask, finish } = await world();
    const token = await ask();
    clock.advance(PASSWORD_RESET_LIFETIME_MS);
    await expect(finish(token)).rejects.toMatchObject(INVALID);
    const next = await ask();
    clock.advance(PASSWORD_RESET_LIFETIME_MS - 1);
    await finish(next);
  });

  it('stands in no row: the mail keeps it sealed, the table its hash', async () => {
    const { ask, mails, database, opened } = await world();
    const token = await ask();
    expect(token).toHaveLength(32);
    expect(opened()[0]?.html).toContain(`<a href="${linkOf(token)}">`);
    const rows = JSON.stringify([mails(), [...database.tables.passwordResets.all()], [...database.tables.audit.all()]]);
    expect(rows).not.toContain(token);
    expect(mails()[0]?.text).toContain('[the link]');
  });

  it('is written for nobody as well, and opens nothing', async () => {
    const { resetPassword, finish, mails, audited, database, createUser } = await world();
    const gone = await createUser.execute(aCaller(), { ...ADA, email: 'gone@example.com', role: null });
    await database.users.update({ ...gone, leftAtMs: 1 });
    const before = (await audited()).length;
    for (const email of ['nobody@example.com', gone.email]) {
      await resetPassword.ask(email, linkOf, ORIGIN);
    }
    expect([...database.tables.passwordResets.all()].map(({ reset }) => reset.userId)).toEqual([null, null]);
    expect([mails(), (await audited()).length]).toEqual([[], before]);
    await expect(finish('no token at all')).rejects.toMatchObject(INVALID);
  });

  it('opens nothing once its person has left', async () => {
    const { ask, finish, database, ada } = await world();
    const token = await ask();
    await database.users.update({ ...ada, leftAtMs: 1 });
    await expect(finish(token)).rejects.toMatchObject(INVALID);
  });

  it('is made by an operator where there is no mail server', async () => {
    const { resetPassword, finish, signIn, ada, mails, audited, database, createUser } = await world({
      hasMailServer: false,
    });
    const { link, expiresAtMs } = await resetPassword.link(aCaller(), ada.id, linkOf);
    expect(expiresAtMs).toBeGreaterThan(0);
    expect(await audited()).toContainEqual(
      expect.objectContaining({ action: 'user.password_reset_linked', targetId: ada.id }),
    );
    await finish(tokenIn(link));
    await signIn(NEW_PASSWORD);
    expect(mails()).toEqual([]);
    const unknown = resetPassword.link(aCaller(), 'usr_unknown', linkOf);
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
    const gone = await createUser.execute(aCaller(), { ...ADA, email: 'gone@example.com', role: null });
    await database.users.update({ ...gone, leftAtMs: 1 });
    const left = resetPassword.link(aCaller(), gone.id, linkOf);
    await expect(left).rejects.toMatchObject({ code: 'conflict' });
  });
});
