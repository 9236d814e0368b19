import { aCaller } from './a-tenant.fixture.js';
import { ADA, anAccountWorld, ORIGIN } from './an-account-world.fixture.js';

async function world() {
  const made = await anAccountWorld();
  const { sessions } = made;
  const isOpen = async (id: string): Promise<boolean> => (await sessions.resume(id)) !== null;
  return { ...made, isOpen };
}

test('a session says where it began', async () => {
  const { sessions, database } = await world();
  const { session } = await sessions.signIn(ADA.email, ADA.password, { ...ORIGIN, userAgent: 'Example/1.0' });
  expect(await database.sessions.find(session.id)).toMatchObject({ address: '192.0.2.1', userAgent: 'Example/1.0' });
});

test('one is ended by its person, once', async () => {
  const { signIn, sessions, isOpen } = await world();
  const [here, there] = [await signIn(), await signIn()];
  await sessions.endOne(here, there.session.id, ORIGIN);
  expect([await isOpen(here.session.id), await isOpen(there.session.id)]).toEqual([true, false]);
  await expect(sessions.endOne(here, there.session.id, ORIGIN)).rejects.toMatchObject({ code: 'not_found' });
});

test("another's answers like none", async () => {
  const { signIn, sessions, isOpen, createUser } = await world();
  const GRACE = { email: 'grace@example.com', password: ADA.password, name: 'Grace', role: null };
  await createUser.execute(aCaller(), GRACE);
  const grace = await sessions.signIn(GRACE.email, GRACE.password, ORIGIN);
  const ada = await signIn();
  await expect(sessions.endOne(grace, ada.session.id, ORIGIN)).rejects.toMatchObject({ code: 'not_found' });
  await sessions.endOthers(grace, ORIGIN);
  expect(await isOpen(ada.session.id)).toBe(true);
});

test('all others end at once, and that is told of once', async () => {
  const { signIn, sessions, isOpen, audited, ada } = await world();
  const here = await signIn();
  const others = [await signIn(), await signIn()];
  await sessions.endOthers(here, ORIGIN);
  await sessions.endOthers(here, ORIGIN);
  expect(await isOpen(here.session.id)).toBe(true);
  for (const { session } of others) expect(await isOpen(session.id)).toBe(false);
  const told = (await audited()).filter(({ action }) => action === 'session.others_ended');
  expect(told).toMatchObject([{ targetId: ada.id, after: { sessionsEnded: 2 } }]);
});
