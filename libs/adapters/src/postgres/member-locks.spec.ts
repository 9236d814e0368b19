import {
  AcceptInvitation,
  fingerprintOf,
  ManageMembers,
  type Stores,
  type User,
  type Workspace,
} from '@latchkey/domain';
import {
  aMember,
  anApiKey,
  anInvitation,
  aSession,
  aTenancy,
  aUser,
  ManualClock,
  SeededRandom,
  TEST_EPOCH_MS,
} from '@latchkey/testing';
import type { WorkspaceRole } from '@latchkey/vocabulary';
import { aCaller } from '../memory/use-cases/a-tenant.fixture.js';
import { toldOfPeople } from '../memory/use-cases/told-of-people.fixture.js';
import { useHeldTransactions } from './held-transactions.fixture.js';

describe('members who change while others do', () => {
  const { database, held, untilSomebodyWaits } = useHeldTransactions();
  const random = new SeededRandom('member locks');

  const manageMembers = () => new ManageMembers(database(), toldOfPeople().invalidation, new ManualClock(), random);

  async function joined({ id: workspaceId }: Workspace, role: WorkspaceRole): Promise<User> {
    const user = aUser({ role: null });
    await database().users.insert(user);
    await database().members.insert(aMember({ workspaceId, userId: user.id, role }));
    return user;
  }

  test('of the last two owners who are removed at once, one stays', async () => {
    const { workspace } = await aTenancy(database());
    const [one, two] = [await joined(workspace, 'owner'), await joined(workspace, 'owner')];
    const removing = await held(async (stores) => {
      await stores.workspaces.lock(workspace.id);
      await stores.members.remove(workspace.id, one.id, 1);
    });
    const second = manageMembers().remove(aCaller(), { workspaceId: workspace.id, userId: two.id });
    const refused = expect(second).rejects.toMatchObject({ code: 'last_owner' });
    await untilSomebodyWaits();
    await removing.end();
    await refused;
  });

  test('somebody who is just leaving for good becomes a member of nothing', async () => {
    const { workspace } = await aTenancy(database());
    const user = aUser({ role: null });
    await database().users.insert(user);
    const leaving = await held((stores) => stores.users.update({ ...user, leftAtMs: 1 }));
    const adding = manageMembers().add(aCaller(), { workspaceId: workspace.id, email: user.email, role: 'admin' });
    const refused = expect(adding).rejects.toMatchObject({ code: 'invalid_request', field: 'email' });
    await untilSomebodyWaits();
    await leaving.end();
    await refused;
    expect(await database().members.ofUser(user.id)).toEqual([]);
  });

  test('who is removed while their account leaves is let go once, and neither waits for the other for ever', async () => {
    const { workspace } = await aTenancy(database());
    const user = await joined(workspace, 'viewer');
    await database().sessions.insert(aSession({ userId: user.id, expiresAtMs: TEST_EPOCH_MS + 1 }));
    let inside: Stores | undefined;
    const leaving = await held(async (stores) => {
      inside = stores;
      await stores.users.update({ ...user, leftAtMs: 1 });
      await stores.sessions.endAllOf(user.id, TEST_EPOCH_MS);
    });
    const removing = manageMembers().remove(aCaller(), { workspaceId: workspace.id, userId: user.id });
    const refused = expect(removing).rejects.toMatchObject({ code: 'not_found' });
    await untilSomebodyWaits();
    await inside?.members.remove(workspace.id, user.id, 1);
    await leaving.end();
    await refused;
    expect(await database().members.leftAtMs(workspace.id, user.id)).toBe(1);
  });

  test('of two who accept an invitation at once, the second finds it used', async () => {
    const { workspace } = await aTenancy(database());
    const operator = aUser();
    await database().users.insert(operator);
    const token = 'a token';
    const invitation = anInvitation({
      workspaceId: workspace.id,
      tokenSha256: fingerprintOf(token),
      invitedBy: { kind: 'user', id: operator.id },
    });
    await database().invitations.insert(invitation);
    const accepting = await held(async (stores) => {
      await stores.workspaces.lock(workspace.id);
      await stores.invitations.update({ ...invitation, acceptedAtMs: TEST_EPOCH_MS });
    });
    const passwords = { hash: async () => 'hash', verify: async () => false };
    const invalidation = toldOfPeople().invalidation;
    const useCase = new AcceptInvitation(database(), invalidation, passwords, new ManualClock(), random);
    const newcomer = { name: 'Ada', password: 'a long enough password' };
    const second = useCase.execute({ token, userId: null, ...newcomer, origin: { address: null, requestId: null } });
    const refused = expect(second).rejects.toMatchObject({ code: 'invitation_void' });
    await untilSomebodyWaits();
    await accepting.end();
    await refused;
    expect(await database().users.findByEmail(invitation.email)).toBeNull();
  });

  test('a settled record of a key that inherits has waited for a member who is being added', async () => {
    const { workspace, place } = await aTenancy(database());
    const user = aUser({ role: null });
    await database().users.insert(user);
    const key = anApiKey({ ...place, scopes: ['devices:read'], inheritsFrom: user.id });
    await database().keys.insert(key);
    const adding = await held(async (stores) => {
      await stores.workspaces.lock(workspace.id);
      await stores.members.insert(aMember({ workspaceId: workspace.id, userId: user.id }));
    });
    const looked = database().keys.settledRecordOf(key.sha256);
    await untilSomebodyWaits();
    await adding.end();
    expect([...((await looked)?.heldScopes ?? [])]).toEqual(['devices:read']);
  });
});
