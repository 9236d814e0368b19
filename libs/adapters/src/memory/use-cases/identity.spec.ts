import {
  CreateFirstOperator,
  CreateUser,
  DashboardSessions,
  LetUserLeave,
  type PasswordHasher,
  SecondFactorCodes,
  SESSION_LIFETIME_MS,
} from '@latchkey/domain';
import { aMember, aSession, aTenancy, ManualClock, SeededRandom } from '@latchkey/testing';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { MemoryDatabase } from '../memory-database.js';
import { aCaller } from './a-tenant.fixture.js';
import { toldOfPeople } from './told-of-people.fixture.js';

/** As quick as a test needs it, and as strict: what argon2 adds is time. */
const passwords: PasswordHasher = {
  hash: async (password) => `hash of ${password}`,
  verify: async (hash, password) => hash === `hash of ${password}`,
};

const ORIGIN = { address: '192.0.2.1', requestId: 'request' };
const OPERATOR = { email: 'Ada@Example.com', password: 'correct horse battery', name: 'Ada' };

function setUp() {
  const clock = new ManualClock();
  const database = new MemoryDatabase();
  const random = new SeededRandom();
  const { told, invalidation } = toldOfPeople();
  const ports = [database, passwords, clock, random] as const;
  const codes = new SecondFactorCodes(new AesSecretBox('identity'), clock, random);
  return {
    clock,
    database,
    first: new CreateFirstOperator(...ports),
    sessions: new DashboardSessions(...ports, codes),
    codes,
    createUser: new CreateUser(...ports),
    told,
    letUserLeave: new LetUserLeave(database, invalidation, clock, random),
  };
}

test('of two who set up at the same time, one gets through', async () => {
  const { first, database } = setUp();
  const outcomes = await Promise.allSettled([
    first.execute(OPERATOR, ORIGIN),
    first.execute({ ...OPERATOR, email: 'mallory@example.com' }, ORIGIN),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'setup_done' } });
  expect((await database.audit.page({}, { limit: 10 })).items).toHaveLength(1);
});

test('the mail address is the same in any case', async () => {
  const { first, sessions } = setUp();
  await first.execute(OPERATOR, ORIGIN);
  const { user } = await sessions.signIn('ADA@example.COM', OPERATOR.password, ORIGIN);
  expect(user.email).toBe('ada@example.com');
});

test('an unknown account and a wrong password are refused alike', async () => {
  const { first, sessions } = setUp();
  await first.execute(OPERATOR, ORIGIN);
  const refusals = await Promise.allSettled([
    sessions.signIn(OPERATOR.email, 'wrong', ORIGIN),
    sessions.signIn('nobody@example.com', OPERATOR.password, ORIGIN),
  ]);
  const [wrong, unknown] = refusals.map((outcome) =>
    outcome.status === 'rejected' ? String(outcome.reason) : 'signed in',
  );
  expect(wrong).toBe(unknown);
  expect(wrong).toContain('wrong');
});

test('a session ends when it is told to, and by itself', async () => {
  const { clock, first, sessions } = setUp();
  const user = await first.execute(OPERATOR, ORIGIN);
  const ended = await sessions.open(user, ORIGIN);
  const left = await sessions.open(user, ORIGIN);
  await sessions.end(ended, ORIGIN);
  expect(await sessions.resume(ended.session.id)).toBeNull();
  expect(await sessions.resume(left.session.id)).toMatchObject({ user: { id: user.id } });
  clock.advance(SESSION_LIFETIME_MS);
  expect(await sessions.resume(left.session.id)).toBeNull();
});

test('signing in and out is audited, each once', async () => {
  const { first, sessions, database } = setUp();
  const open = await sessions.open(await first.execute(OPERATOR, ORIGIN), ORIGIN);
  await sessions.end(open, ORIGIN);
  await sessions.end(open, ORIGIN);
  const { items } = await database.audit.page({}, { limit: 10 });
  expect(items.map(({ action }) => action).sort()).toEqual(['operator.created', 'session.ended', 'session.started']);
});

describe('whoever leaves', () => {
  const SECOND = {
    email: 'Grace@example.com',
    password: 'another long password',
    name: 'Grace',
    role: 'operator',
  } as const;

  async function withTwo() {
    const world = setUp();
    const ada = await world.first.execute(OPERATOR, ORIGIN);
    const grace = await world.createUser.execute(aCaller(), SECOND);
    const audited = async () => (await world.database.audit.page({}, { limit: 20 })).items;
    return { ...world, ada, grace, audited };
  }

  it('could sign in before, in any case of the address, and another account cannot have it', async () => {
    const { sessions, createUser, grace, audited } = await withTwo();
    expect((await sessions.signIn('grace@EXAMPLE.com', SECOND.password, ORIGIN)).user).toEqual(grace);
    const again = createUser.execute(aCaller(), { ...SECOND, email: 'GRACE@example.com' });
    await expect(again).rejects.toMatchObject({ code: 'conflict', field: 'email' });
    expect(await audited()).toContainEqual(
      expect.objectContaining({
        action: 'user.created',
        targetId: grace.id,
        after: { email: 'grace@example.com', name: 'Grace', role: 'operator' },
      }),
    );
  });

  it('has no session any more, nor gets one; everybody else keeps theirs', async () => {
    const { ada, grace, sessions, letUserLeave, clock, database, audited } = await withTwo();
    const [hers, also, other] = [
      await sessions.open(grace, ORIGIN),
      await sessions.open(grace, ORIGIN),
      await sessions.open(ada, ORIGIN),
    ];
    clock.advance(1);
    const left = await letUserLeave.execute(aCaller(), grace.id);
    expect(left).toEqual({ ...grace, leftAtMs: clock.nowMs() });
    for (const { session } of [hers, also]) {
      expect(await sessions.resume(session.id)).toBeNull();
      expect(await database.sessions.find(session.id)).toMatchObject({ endedAtMs: clock.nowMs() });
    }
    expect(await sessions.resume(other.session.id)).not.toBeNull();
    await expect(sessions.signIn(SECOND.email, SECOND.password, ORIGIN)).rejects.toMatchObject({
      code: 'bad_credentials',
    });
    expect((await audited())[0]).toMatchObject({
      action: 'user.left',
      targetId: grace.id,
      after: { sessionsEnded: 2 },
    });
  });

  it('gets no session where the password was being checked meanwhile', async () => {
    const { codes, grace, letUserLeave, clock, database } = await withTwo();
    const slow: PasswordHasher = {
      ...passwords,
      verify: async (hash, password) => {
        await letUserLeave.execute(aCaller(), grace.id);
        return passwords.verify(hash, password);
      },
    };
    const sessions = new DashboardSessions(database, slow, clock, new SeededRandom('slow'), codes);
    await expect(sessions.signIn(SECOND.email, SECOND.password, ORIGIN)).rejects.toMatchObject({
      code: 'bad_credentials',
    });
  });

  it('is known as gone even by a session that was left open', async () => {
    const { grace, sessions, letUserLeave, clock, database } = await withTwo();
    await letUserLeave.execute(aCaller(), grace.id);
    const forgotten = aSession({ userId: grace.id, createdAtMs: clock.nowMs() });
    await database.sessions.insert(forgotten);
    expect(await sessions.resume(forgotten.id)).toBeNull();
  });

  it('leaves once; the time stays the first one', async () => {
    const { grace, letUserLeave, clock, audited } = await withTwo();
    const first = await letUserLeave.execute(aCaller(), grace.id);
    const entries = await audited();
    clock.advance(1000);
    expect(await letUserLeave.execute(aCaller(), grace.id)).toEqual(first);
    expect(await audited()).toEqual(entries);
    await expect(letUserLeave.execute(aCaller(), 'usr_unknown')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is a member of nothing any more, each workspace is told, and so is who keeps their rights', async () => {
    const { createUser, letUserLeave, database, told, audited } = await withTwo();
    const account = { ...SECOND, email: 'joan@example.com', name: 'Joan', role: null };
    const joan = await createUser.execute(aCaller(), account);
    const [one, two] = [(await aTenancy(database)).workspace, (await aTenancy(database)).workspace];
    await database.members.insert(aMember({ workspaceId: one.id, userId: joan.id, role: 'owner' }));
    await database.members.insert(aMember({ workspaceId: two.id, userId: joan.id }));
    await letUserLeave.execute(aCaller(), joan.id);
    expect(await database.members.ofUser(joan.id)).toEqual([]);
    expect(told).toEqual([[joan.id, 'settled']]);
    const removals = (await audited()).filter(({ action }) => action === 'member.removed');
    expect(removals.map(({ workspaceId, reason }) => [workspaceId, reason]).sort()).toEqual(
      [one, two].map(({ id }) => [id, 'user_left']).sort(),
    );
  });

  it('without a staff role may leave also where there is only one operator', async () => {
    const { createUser, grace, letUserLeave } = await withTwo();
    const joan = await createUser.execute(aCaller(), { ...SECOND, email: 'joan@example.com', role: null });
    await letUserLeave.execute(aCaller(), grace.id);
    expect((await letUserLeave.execute(aCaller(), joan.id)).leftAtMs).not.toBeNull();
  });

  it('is never the last operator, even where the last two leave at once', async () => {
    const { ada, grace, letUserLeave, database } = await withTwo();
    const outcomes = await Promise.allSettled([ada, grace].map(({ id }) => letUserLeave.execute(aCaller(), id)));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'last_operator' } },
    ]);
    expect(await database.users.countActive('operator')).toBe(1);
  });
});
