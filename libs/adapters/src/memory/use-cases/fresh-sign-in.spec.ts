import { FRESH_SIGN_IN_MS, SESSION_LIFETIME_MS } from '@latchkey/domain';
import { ADA, anAccountWorld, ORIGIN } from './an-account-world.fixture.js';

const NEEDED = expect.objectContaining({ code: 'confirmation_needed' });

test('a sign-in is fresh for a while, and again when it is confirmed', async () => {
  const { sessions, clock, audited } = await anAccountWorld();
  const { session } = await sessions.signIn(ADA.email, ADA.password, ORIGIN);
  const resumed = async () => (await sessions.resume(session.id))!;
  clock.advance(FRESH_SIGN_IN_MS);
  const last = await resumed();
  expect(() => sessions.assertFresh(last)).not.toThrow();
  clock.advance(1);
  const stale = await resumed();
  expect(() => sessions.assertFresh(stale)).toThrow(NEEDED);

  const confirmed = await sessions.confirm(stale, ADA.password, ORIGIN);
  expect(await resumed()).toEqual(confirmed);
  expect(() => sessions.assertFresh(confirmed)).not.toThrow();
  expect(confirmed.session).toMatchObject({ id: session.id, expiresAtMs: session.expiresAtMs });
  expect((await audited())[0]).toMatchObject({ action: 'session.confirmed', targetId: session.id });
});

test('a sign-in from before the clock was set back is fresh no longer than others', async () => {
  const { sessions, clock } = await anAccountWorld();
  const open = await sessions.signIn(ADA.email, ADA.password, ORIGIN);
  clock.advance(-FRESH_SIGN_IN_MS);
  expect(() => sessions.assertFresh(open)).not.toThrow();
  clock.advance(-1);
  expect(() => sessions.assertFresh(open)).toThrow(NEEDED);
});

test('a wrong password confirms nothing', async () => {
  const { sessions, clock } = await anAccountWorld();
  const { session } = await sessions.signIn(ADA.email, ADA.password, ORIGIN);
  clock.advance(FRESH_SIGN_IN_MS + 1);
  const stale = (await sessions.resume(session.id))!;
  await expect(sessions.confirm(stale, 'wrong', ORIGIN)).rejects.toMatchObject({ code: 'bad_credentials' });
  expect(await sessions.resume(session.id)).toEqual(stale);
});

test('a session that has ended meanwhile is not confirmed', async () => {
  const { sessions, clock } = await anAccountWorld();
  const [ended, expired] = [
    await sessions.signIn(ADA.email, ADA.password, ORIGIN),
    await sessions.signIn(ADA.email, ADA.password, ORIGIN),
  ];
  await sessions.end(ended, ORIGIN);
  await expect(sessions.confirm(ended, ADA.password, ORIGIN)).rejects.toMatchObject({ code: 'signed_out' });
  clock.advance(SESSION_LIFETIME_MS);
  await expect(sessions.confirm(expired, ADA.password, ORIGIN)).rejects.toMatchObject({ code: 'signed_out' });
});

test('a password that is changed while it is checked opens and confirms nothing', async () => {
  const { sessions, database, passwords, ada } = await anAccountWorld();
  const open = await sessions.signIn(ADA.email, ADA.password, ORIGIN);
  const verify = passwords.verify.bind(passwords);
  passwords.verify = async (hash, password) => {
    const matches = await verify(hash, password);
    await database.users.update({ ...ada, passwordHash: 'hash of another' });
    return matches;
  };
  await expect(sessions.confirm(open, ADA.password, ORIGIN)).rejects.toMatchObject({ code: 'bad_credentials' });
  await database.users.update(ada);
  await expect(sessions.signIn(ADA.email, ADA.password, ORIGIN)).rejects.toMatchObject({ code: 'bad_credentials' });
});
