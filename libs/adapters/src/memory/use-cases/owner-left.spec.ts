import type { ApiKey } from '@latchkey/domain';
import { aMember, anApiKey, aWorkspace } from '@latchkey/testing';
import { aPolicyWorld } from './a-policy-world.fixture.js';

const ORIGIN = { actor: { kind: 'user', id: 'usr_1' }, address: '192.0.2.9', requestId: 'removed' } as const;
const NEVER = new AbortController().signal;

/** Somebody with keys in a workspace, who is a member there; and keys that the policy is not about. */
async function setUp(act: 'disable' | 'revoke') {
  const world = await aPolicyWorld({ ownerLeft: { act } });
  const { database, clock, workspace, leaver, applyKeyPolicies, aKey } = world;
  const address = { workspaceId: workspace.id, userId: leaver.id };
  const by = { kind: 'user', id: leaver.id } as const;
  const elsewhere = aWorkspace({ apiId: workspace.apiId, planId: workspace.planId });
  await database.workspaces.insert(elsewhere);
  const join = () => database.members.insert(aMember(address));
  const stateOf = async ({ workspaceId, id }: ApiKey) => {
    const key = await database.keys.find(workspaceId, id);
    return key?.revocation ? key.revocation.reason : key?.disabledAtMs === null ? 'active' : 'disabled';
  };
  await join();
  const theirs = [await aKey({ createdBy: by }), await aKey({ createdBy: by })];
  const others = [
    await aKey({ createdBy: by, workspaceId: elsewhere.id }),
    await aKey({ createdBy: { kind: 'key', id: leaver.id } }),
    await aKey(),
  ];
  return {
    ...world,
    ...{ by, join, theirs, others },
    leave: () => database.members.remove(workspace.id, leaver.id, clock.nowMs()),
    afterLeaving: (signal = NEVER) => applyKeyPolicies.afterLeaving(ORIGIN, address, signal),
    states: (keys: readonly ApiKey[]) => Promise.all(keys.map(stateOf)),
  };
}

test.each([
  ['disable', 'disabled', { disabled: 2, revoked: 0 }],
  ['revoke', 'owner_left', { disabled: 0, revoked: 2 }],
] as const)(
  '%s: the keys that somebody created in the workspace that they left, and no others',
  async (act, state, counts) => {
    const { leave, afterLeaving, run, states, theirs, others, database } = await setUp(act);
    expect(await afterLeaving()).toEqual({ disabled: 0, revoked: 0, isComplete: true });
    await leave();
    expect(await afterLeaving()).toEqual({ ...counts, isComplete: true });
    expect([await states(theirs), await states(others)]).toEqual([
      [state, state],
      ['active', 'active', 'active'],
    ]);
    const { items } = await database.audit.page({}, { limit: 10 });
    expect(items).toMatchObject(
      theirs.map(() => ({ actor: { kind: 'system' }, reason: 'owner_left', requestId: 'removed' })),
    );
    expect(await run()).toMatchObject({ disabled: 0, revoked: 0 });
  },
);

test('what was not done at once the next run does, and who came back meanwhile loses nothing', async () => {
  const { leave, join, run, states, theirs } = await setUp('disable');
  await leave();
  await join();
  expect(await run()).toMatchObject({ disabled: 0 });
  expect(await states(theirs)).toEqual(['active', 'active']);
  await leave();
  expect(await run()).toMatchObject({ disabled: 2 });
});

test('who enables a key after its creator left the workspace is not overruled once the account leaves as well', async () => {
  const { leave, leaves, run, clock, database, theirs, others, states } = await setUp('disable');
  await leave();
  await run();
  clock.advance(1);
  for (const key of theirs) await database.keys.update({ ...key, disabledAtMs: null, enabledAtMs: clock.nowMs() });
  clock.advance(1);
  await leaves();
  expect(await run()).toMatchObject({ disabled: 1 });
  expect([await states(theirs), await states(others)]).toEqual([
    ['active', 'active'],
    ['disabled', 'active', 'active'],
  ]);
});

test('of very many keys it does a part, and the next run the rest', async () => {
  const { leave, afterLeaving, run, by, api, workspace, database, clock } = await setUp('revoke');
  for (let i = 0; i < 520; i++) {
    const place = { apiId: api.id, workspaceId: workspace.id, createdAtMs: clock.nowMs() };
    await database.keys.insert(anApiKey({ ...place, createdBy: by }));
  }
  await leave();
  expect(await afterLeaving()).toEqual({ disabled: 0, revoked: 500, isComplete: false });
  expect(await run()).toMatchObject({ revoked: 22, isComplete: true });
});

test('it ends early where the server does, and does nothing where there is no such policy', async () => {
  const { leave, afterLeaving, setPolicies, states, theirs } = await setUp('revoke');
  await leave();
  expect(await afterLeaving(AbortSignal.abort())).toMatchObject({ revoked: 0, isComplete: false });
  await setPolicies({ age: { afterDays: 1, act: 'revoke' } });
  expect(await afterLeaving()).toMatchObject({ revoked: 0, isComplete: true });
  expect(await states(theirs)).toEqual(['active', 'active']);
});
