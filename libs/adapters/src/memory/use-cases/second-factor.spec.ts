import { totpCode, type User } from '@latchkey/domain';
import { aCaller } from './a-tenant.fixture.js';
import { ADA, anAccountWorld, ORIGIN } from './an-account-world.fixture.js';

const STEP_MS = 30_000;
const WRONG_CODE = { code: 'bad_credentials', field: 'code' };
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app does with what it is given. */
function bytesOf(base32: string): Buffer {
  const bits = [...base32].map((character) => BASE32.indexOf(character).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

async function world() {
  const made = await anAccountWorld();
  const { clock, secondFactor, ada } = made;
  const caller = aCaller({ actor: { kind: 'user', id: ada.id } });
  let secret: Uint8Array = new Uint8Array();
  const begin = async (): Promise<void> => {
    secret = bytesOf((await secondFactor.begin(ada)).secret);
  };
  /** Of a device whose clock is so many steps off. */
  const code = (aside = 0): string => totpCode(secret, Math.floor(clock.nowMs() / STEP_MS) + aside);
  const add = async (): Promise<readonly string[]> => {
    await begin();
    const recoveryCodes = await secondFactor.confirm(caller, ada, code());
    clock.advance(STEP_MS);
    return recoveryCodes;
  };
  return { ...made, caller, begin, code, add };
}

test('is not asked for before a first code has confirmed it', async () => {
  const { begin, signIn, secondFactor, caller, ada, code, audited } = await world();
  await begin();
  await signIn();
  await expect(secondFactor.confirm(caller, ada, '000000')).rejects.toMatchObject(WRONG_CODE);
  await signIn();
  await secondFactor.confirm(caller, ada, code());
  await expect(signIn()).rejects.toMatchObject({ code: 'code_needed', field: 'code' });
  expect(await audited()).toContainEqual(
    expect.objectContaining({ action: 'user.second_factor_added', targetId: ada.id }),
  );
});

test('signing in and confirming need the password and a code', async () => {
  const { add, signIn, sessions, code, clock } = await world();
  await add();
  await expect(signIn('wrong', code())).rejects.toMatchObject({ code: 'bad_credentials', field: null });
  await expect(signIn(ADA.password, '000000')).rejects.toMatchObject(WRONG_CODE);
  const open = await signIn(ADA.password, code());
  await expect(sessions.confirm(open, ADA.password, ORIGIN)).rejects.toMatchObject({ code: 'code_needed' });
  clock.advance(STEP_MS);
  await sessions.confirm(open, ADA.password, ORIGIN, code());
});

test('a code is accepted once, also by two at the same time, and none from before it', async () => {
  const { add, signIn, code } = await world();
  await add();
  const [now, before] = [code(), code(-1)];
  const outcomes = await Promise.allSettled([signIn(ADA.password, now), signIn(ADA.password, now)]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const used of [now, before]) await expect(signIn(ADA.password, used)).rejects.toMatchObject(WRONG_CODE);
});

test('the code that confirmed it does not sign in', async () => {
  const { begin, signIn, secondFactor, caller, ada, code } = await world();
  await begin();
  const first = code();
  await secondFactor.confirm(caller, ada, first);
  await expect(signIn(ADA.password, first)).rejects.toMatchObject(WRONG_CODE);
});

test('a clock may be off by one step', async () => {
  const { add, signIn, code, clock } = await world();
  await add();
  clock.advance(10 * STEP_MS);
  await signIn(ADA.password, code(-1));
  await signIn(ADA.password, code(1));
  await expect(signIn(ADA.password, code(2))).rejects.toMatchObject(WRONG_CODE);
});

test('a recovery code signs in once, however it is typed', async () => {
  const { add, signIn, audited } = await world();
  const codes = await add();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const [first = '', second = ''] = codes;
  await signIn(ADA.password, first);
  await expect(signIn(ADA.password, first)).rejects.toMatchObject(WRONG_CODE);
  const twice = await Promise.allSettled([
    signIn(ADA.password, second.toUpperCase().replaceAll('-', ' ')),
    signIn(ADA.password, second),
  ]);
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const used = (await audited()).filter(({ action }) => action === 'user.recovery_code_used');
  expect(used.map(({ after }) => after?.['left']).sort()).toEqual([8, 9]);
});

test('new recovery codes void the ones before', async () => {
  const { add, signIn, secondFactor, caller, ada } = await world();
  await expect(secondFactor.renewRecoveryCodes(caller, ada)).rejects.toMatchObject({ code: 'not_found' });
  const [before = ''] = await add();
  const [after = ''] = await secondFactor.renewRecoveryCodes(caller, ada);
  await expect(signIn(ADA.password, before)).rejects.toMatchObject(WRONG_CODE);
  await signIn(ADA.password, after);
});

test('is removed by a code only, and the person is told', async () => {
  const { add, signIn, secondFactor, caller, ada, code, mails } = await world();
  await expect(secondFactor.remove(caller, ada, '000000')).rejects.toMatchObject({ code: 'not_found' });
  await add();
  await expect(secondFactor.remove(caller, ada, '000000')).rejects.toMatchObject(WRONG_CODE);
  await secondFactor.remove(caller, ada, code());
  await signIn();
  expect(mails()).toMatchObject([{ to: ADA.email, subject: 'Two-factor sign-in is off' }]);
});

test('a second one is not added beside it', async () => {
  const { add, begin } = await world();
  await begin();
  await add();
  await expect(begin()).rejects.toMatchObject({ code: 'conflict' });
});

describe('one that is lost', () => {
  async function withGrace() {
    const made = await world();
    await made.add();
    const GRACE = { ...ADA, email: 'grace@example.com', role: 'operator' } as const;
    const grace: User = await made.createUser.execute(aCaller(), GRACE);
    return { ...made, byGrace: aCaller({ actor: { kind: 'user', id: grace.id } }) };
  }

  it('is taken off by another operator, who ends the sessions with it', async () => {
    const { secondFactor, byGrace, ada, signIn, code, sessions, mails, audited } = await withGrace();
    const { session } = await signIn(ADA.password, code());
    await secondFactor.takeOff(byGrace, ada.id);
    expect(await sessions.resume(session.id)).toBeNull();
    await signIn();
    expect(mails()).toMatchObject([{ to: ADA.email }]);
    const entry = (await audited()).find(({ action }) => action === 'user.second_factor_taken_off');
    expect(entry).toMatchObject({ actor: byGrace.actor, targetId: ada.id, after: { sessionsEnded: 1 } });
    await expect(secondFactor.takeOff(byGrace, ada.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(secondFactor.takeOff(byGrace, 'usr_unknown')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not taken off by its own person, who needs a code for that', async () => {
    const { secondFactor, caller, ada } = await withGrace();
    await expect(secondFactor.takeOff(caller, ada.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is still asked for after a new password', async () => {
    const { resetPassword, ada, byGrace, signIn, code } = await withGrace();
    const { link } = await resetPassword.link(byGrace, ada.id, (token) => token);
    await resetPassword.finish(link, 'another long password', ORIGIN);
    await expect(signIn('another long password')).rejects.toMatchObject({ code: 'code_needed' });
    await signIn('another long password', code());
  });
});

test('nothing of it stands in a row as it is', async () => {
  const { add, database, begin, code } = await world();
  await begin();
  const recoveryCodes = await add();
  const rows = JSON.stringify([[...database.tables.secondFactors.all()], [...database.tables.audit.all()]]);
  for (const secret of [...recoveryCodes, ...recoveryCodes.map((each) => each.replaceAll('-', '')), code()])
    expect(rows).not.toContain(secret);
});
