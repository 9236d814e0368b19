import { aCaller } from './a-tenant.fixture.js';
import { ADA, anAccountWorld } from './an-account-world.fixture.js';

const GRACE = { email: 'grace@example.com', password: ADA.password, name: 'Grace', role: 'operator' } as const;

async function withTwo() {
  const world = await anAccountWorld();
  const grace = await world.createUser.execute(aCaller(), GRACE);
  return { ...world, grace };
}

test('name and role change, each by itself; the change is told and made known', async () => {
  const { updateUser, grace, database, told, audited } = await withTwo();
  const renamed = await updateUser.execute(aCaller(), grace.id, { name: 'Grace Hopper' });
  expect(renamed).toEqual({ ...grace, name: 'Grace Hopper' });
  const changed = await updateUser.execute(aCaller(), grace.id, { role: 'support' });
  expect(await database.users.find(grace.id)).toEqual({ ...renamed, role: 'support' });
  expect((await updateUser.execute(aCaller(), grace.id, { role: null })).role).toBeNull();
  expect(told).toEqual(Array(3).fill([grace.id, 'settled']));
  expect(await audited()).toContainEqual(
    expect.objectContaining({
      action: 'user.updated',
      targetId: grace.id,
      before: { name: 'Grace Hopper', role: 'operator' },
      after: { name: changed.name, role: 'support' },
    }),
  );
});

test('the last operator stays one: of two who are demoted at once, one is not', async () => {
  const { updateUser, ada, grace, database } = await withTwo();
  const demoted = [ada, grace].map(({ id }) => updateUser.execute(aCaller(), id, { role: 'support' }));
  const outcomes = await Promise.allSettled(demoted);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'last_operator' } });
  expect(await database.users.countActive('operator')).toBe(1);
});

test('what is as it should be is told to nobody', async () => {
  const { updateUser, grace, audited } = await withTwo();
  const before = await audited();
  expect(await updateUser.execute(aCaller(), grace.id, { name: grace.name, role: 'operator' })).toEqual(grace);
  expect(await updateUser.execute(aCaller(), grace.id, {})).toEqual(grace);
  expect(await audited()).toEqual(before);
});

test('whoever has left stays as they were, and nobody is nobody', async () => {
  const { updateUser, grace, database } = await withTwo();
  await database.users.update({ ...grace, leftAtMs: 1 });
  await expect(updateUser.execute(aCaller(), grace.id, { name: 'x' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(updateUser.execute(aCaller(), 'usr_unknown', {})).rejects.toMatchObject({ code: 'not_found' });
});
