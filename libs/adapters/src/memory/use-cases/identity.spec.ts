import { CreateFirstOperator, DashboardSessions, type PasswordHasher, SESSION_LIFETIME_MS } from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { MemoryDatabase } from '../memory-database.js';

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
  const ports = [database, passwords, clock, new SeededRandom()] as const;
  return { clock, database, first: new CreateFirstOperator(...ports), sessions: new DashboardSessions(...ports) };
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
