import {
  AcceptInvitation,
  INVITATION_LIFETIME_MS,
  InvitationPost,
  Invite,
  ManageMembers,
  type Caller,
  type User,
  withOpenLink,
} from '@latchkey/domain';
import { anApiKey, aUser, ManualClock, SeededRandom } from '@latchkey/testing';
import { INVITATIONS_PENDING_MAX, ROLE_PERMISSIONS, WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { aCaller, aTenant } from './a-tenant.fixture.js';
import { toldOfPeople } from './told-of-people.fixture.js';

const ACCEPT_URL = 'https://keys.example.com/invitations/accept';
const NEWCOMER = { name: 'Ada', password: 'a long enough password' };
const VOID = { code: 'invitation_void' };

async function setUp({ hasMailServer = false } = {}) {
  const { database, api, workspace } = await aTenant();
  const { id: workspaceId } = workspace;
  const clock = new ManualClock();
  const random = new SeededRandom('invitations');
  const box = new AesSecretBox('a secret that seals links');
  const { told, invalidation } = toldOfPeople();
  const post = new InvitationPost(box, clock, random, hasMailServer);
  const invite = new Invite(database, post, clock, random);
  const passwords = { hash: async (password: string) => `hash of ${password}`, verify: async () => false };
  const accepting = new AcceptInvitation(database, invalidation, passwords, clock, random);
  const members = new ManageMembers(database, invalidation, clock, random);

  async function joined(role: WorkspaceRole): Promise<User> {
    const user = aUser({ role: null });
    await database.users.insert(user);
    await database.members.insert({ workspaceId, userId: user.id, role, createdAtMs: clock.nowMs() });
    return user;
  }
  const operator = aUser();
  await database.users.insert(operator);
  const asOperator = aCaller({ actor: { kind: 'user', id: operator.id } });
  const as = (userId: string, role: WorkspaceRole): Caller =>
    aCaller({ actor: { kind: 'user', id: userId }, workspaceId, scopes: new Set(ROLE_PERMISSIONS[role]) });
  const create = (email: string, role: WorkspaceRole = 'viewer', caller = asOperator) =>
    invite.create(caller, { workspaceId, email, role, acceptUrl: ACCEPT_URL });
  /** The token that somebody is sent. */
  async function invited(email: string, role: WorkspaceRole = 'viewer', caller = asOperator) {
    const { invitation, link } = await create(email, role, caller);
    return { invitation, token: tokenIn(link) };
  }
  const accept = (token: string, userId: string | null = null, account: Partial<typeof NEWCOMER> = NEWCOMER) =>
    accepting.execute({ token, userId, ...account, origin: { address: '192.0.2.7', requestId: 'accepted' } });
  const roleOf = async ({ id }: Pick<User, 'id'>) => (await database.members.find(workspaceId, id))?.role ?? null;
  const actions = async () => (await database.audit.page({}, { limit: 50 })).items.map(({ action }) => action).sort();
  return {
    ...{
      database,
      api,
      workspaceId,
      clock,
      random,
      box,
      told,
      invite,
      accepting,
      members,
      joined,
      operator,
      asOperator,
    },
    ...{ as, create, invited, accept, roleOf, actions },
  };
}

const tokenIn = (link: string | null): string => link?.split('#token=')[1] ?? '';

test('somebody without an account becomes a member, and has one; every step is audited', async () => {
  const { database, workspaceId, invited, accept, accepting, roleOf, actions, told } = await setUp();
  const { token, invitation } = await invited('Ada@Example.com', 'developer');
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await accepting.preview(token)).toMatchObject({ invitation: { email: 'ada@example.com' }, hasAccount: false });
  const { user, isNewcomer } = await accept(token);
  expect([isNewcomer, user.email, user.role]).toEqual([true, 'ada@example.com', null]);
  expect(await database.users.find(user.id)).toMatchObject({
    name: 'Ada',
    passwordHash: `hash of ${NEWCOMER.password}`,
  });
  expect(await roleOf(user)).toBe('developer');
  expect(await database.invitations.find(workspaceId, invitation.id)).toMatchObject({ revokedAtMs: null });
  expect(await actions()).toEqual(['invitation.accepted', 'invitation.created', 'member.added', 'user.created']);
  expect(told).toEqual([[user.id, 'settled']]);
  const written = JSON.stringify((await database.audit.page({}, { limit: 50 })).items);
  for (const secret of [token, invitation.tokenSha256, NEWCOMER.password]) expect(written).not.toContain(secret);
});

test('somebody with an account accepts with its session, and with no other', async () => {
  const { joined, invited, accept, accepting, database, roleOf } = await setUp();
  const [user, other] = [aUser({ role: null }), await joined('admin')];
  await database.users.insert(user);
  const { token } = await invited(user.email, 'admin');
  expect((await accepting.preview(token)).hasAccount).toBe(true);
  await expect(accept(token)).rejects.toMatchObject({ code: 'signed_out' });
  await expect(accept(token, other.id)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await roleOf(user)).toBeNull();
  expect(await accept(token, user.id, {})).toMatchObject({ isNewcomer: false });
  expect(await roleOf(user)).toBe('admin');
});

test('without an account, a name and a password are needed; what is missing is named, and the token stays good', async () => {
  const { invited, accept } = await setUp();
  const { token } = await invited('ada@example.com');
  for (const [given, field] of [
    [{}, 'name'],
    [{ name: 'Ada' }, 'password'],
    [{ password: NEWCOMER.password }, 'name'],
  ] as const)
    await expect(accept(token, null, given)).rejects.toMatchObject({ code: 'invalid_request', field });
  await accept(token);
});

test('of many who accept at once, one becomes a member', async () => {
  const { database, workspaceId, invited, accept } = await setUp();
  const { token } = await invited('ada@example.com', 'owner');
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => accept(token)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(VOID);
  expect(await database.members.count(workspaceId, 'owner')).toBe(1);
});

describe('a token opens nothing', () => {
  type World = Awaited<ReturnType<typeof setUp>>;
  const ada = (world: World) => world.invited('ada@example.com');

  test.each<[string, (world: World) => Promise<string>]>([
    ['that was never given out', async () => 'x'.repeat(43)],
    [
      'that was used',
      async (world) => {
        const { token } = await ada(world);
        await world.accept(token);
        return token;
      },
    ],
    [
      'that was revoked',
      async (world) => {
        const { token, invitation } = await ada(world);
        await world.invite.revoke(world.asOperator, { ...invitation, invitationId: invitation.id });
        return token;
      },
    ],
    [
      'that is a week old',
      async (world) => {
        const { token } = await ada(world);
        world.clock.advance(INVITATION_LIFETIME_MS);
        return token;
      },
    ],
    [
      'that was sent again',
      async (world) => {
        const { token, invitation } = await ada(world);
        await world.invite.resend(world.asOperator, { ...invitation, invitationId: invitation.id }, ACCEPT_URL);
        return token;
      },
    ],
    [
      'of somebody who is added otherwise, and removed again',
      async (world) => {
        const { database, members, asOperator, workspaceId } = world;
        const user = aUser({ email: 'ada@example.com', role: null });
        await database.users.insert(user);
        const { token } = await ada(world);
        await members.add(asOperator, { workspaceId, email: user.email, role: 'viewer' });
        await members.remove(asOperator, { workspaceId, userId: user.id });
        return token;
      },
    ],
    [
      'for somebody who has left for good',
      async (world) => {
        await world.database.users.insert(aUser({ email: 'ada@example.com', leftAtMs: 1 }));
        return (await ada(world)).token;
      },
    ],
  ])('%s', async (_, tokenOf) => {
    const world = await setUp();
    const token = await tokenOf(world);
    const before = await world.actions();
    await expect(world.accepting.preview(token)).rejects.toMatchObject(VOID);
    await expect(world.accept(token)).rejects.toMatchObject(VOID);
    expect(await world.actions()).toEqual(before);
  });

  test('a moment before it is a week old it is good', async () => {
    const { invited, clock, accept } = await setUp();
    const { token } = await invited('ada@example.com');
    clock.advance(INVITATION_LIFETIME_MS - 1);
    await accept(token);
  });
});

describe('nobody gives by invitation what they do not hold', () => {
  test.each(WORKSPACE_ROLES.flatMap((by) => WORKSPACE_ROLES.map((granted) => [by, granted] as const)))(
    '%s invites as %s as far as the scopes go',
    async (by, granted) => {
      const { joined, as, create } = await setUp();
      const inviter = await joined(by);
      const holdsAll = ROLE_PERMISSIONS[granted].every((scope) => ROLE_PERMISSIONS[by].includes(scope));
      const creating = create('ada@example.com', granted, as(inviter.id, by));
      if (holdsAll && (granted !== 'owner' || by === 'owner')) await creating;
      else await expect(creating).rejects.toMatchObject({ code: 'scope_not_held', field: 'role' });
    },
  );

  test.each<[string, WorkspaceRole, WorkspaceRole, boolean]>([
    ['demoted below what they gave', 'admin', 'viewer', false],
    ['one who may not invite any more', 'viewer', 'developer', false],
    ['no owner any more', 'owner', 'admin', false],
    ['still up to it', 'admin', 'owner', true],
  ])('whose inviter is %s at acceptance', async (_, granted, now, isGood) => {
    const { database, workspaceId, joined, as, invited, accept } = await setUp();
    const inviter = await joined('owner');
    await joined('owner');
    const { token } = await invited('ada@example.com', granted, as(inviter.id, 'owner'));
    const member = await database.members.find(workspaceId, inviter.id);
    await database.members.update({ ...member!, role: now });
    if (isGood) await accept(token);
    else await expect(accept(token)).rejects.toMatchObject(VOID);
  });

  test('one whose inviter is gone, from the workspace or for good, is void until an owner sends it again', async () => {
    const { database, workspaceId, joined, as, asOperator, invite, invited, accept } = await setUp();
    const inviter = await joined('admin');
    const { token, invitation } = await invited('ada@example.com', 'admin', as(inviter.id, 'admin'));
    await database.members.remove(workspaceId, inviter.id, 1);
    await expect(accept(token)).rejects.toMatchObject(VOID);
    await database.users.update({ ...inviter, leftAtMs: 1 });
    await expect(accept(token)).rejects.toMatchObject(VOID);
    const again = await invite.resend(asOperator, { workspaceId, invitationId: invitation.id }, ACCEPT_URL);
    expect(again.invitation.invitedBy).toEqual(asOperator.actor);
    await accept(tokenIn(again.link));
  });

  test.each([
    ['good', {}, true],
    ['revoked', { disabledAtMs: 1 }, false],
    ['smaller', { scopes: ['team:write'] }, false],
    ['bound to end', { expiresAtMs: Number.MAX_SAFE_INTEGER }, false],
  ] as const)('one of a key that is %s at acceptance', async (_, changes, isGood) => {
    const { database, api, workspaceId, invited, accept } = await setUp();
    const key = anApiKey({ apiId: api.id, workspaceId, scopes: ['admin'] });
    await database.keys.insert(key);
    const caller = aCaller({ actor: { kind: 'key', id: key.id }, workspaceId });
    const { token } = await invited('ada@example.com', 'admin', caller);
    await database.keys.update({ ...key, ...changes });
    if (isGood) await accept(token);
    else await expect(accept(token)).rejects.toMatchObject(VOID);
  });
});

describe('an address is invited once at a time', () => {
  test('a member is not, nor who is invited already; the field is named, in any case of letters', async () => {
    const { joined, create, clock } = await setUp();
    const conflict = { code: 'conflict', field: 'email' };
    await expect(create((await joined('viewer')).email.toUpperCase())).rejects.toMatchObject(conflict);
    await create('ada@example.com');
    await expect(create('ADA@example.com')).rejects.toMatchObject(conflict);
    clock.advance(INVITATION_LIFETIME_MS);
    await create('ada@example.com');
  });

  test('of many at once, one is made', async () => {
    const { create, database, workspaceId, clock } = await setUp();
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => create('ada@example.com')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await database.invitations.countPending(workspaceId, clock.nowMs())).toBe(1);
  });

  test('whether an address has an account makes no difference to what is answered', async () => {
    const { create, database } = await setUp();
    await database.users.insert(aUser({ email: 'known@example.com', role: null }));
    const answers = [await create('known@example.com'), await create('other@example.com')].map(
      ({ invitation, link }) => ({
        ...invitation,
        ...{ id: '', email: '', tokenSha256: '', link: tokenIn(link).length },
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  test(`${INVITATIONS_PENDING_MAX} wait at a time, and no more`, async () => {
    const { create } = await setUp();
    for (let i = 0; i < INVITATIONS_PENDING_MAX; i++) await create(`ada${i}@example.com`);
    await expect(create('one.more@example.com')).rejects.toMatchObject({ code: 'cap_reached' });
  });

  test('what has ended is not sent again, nor what was accepted revoked; one that has expired may be', async () => {
    const { invite, invited, accept, asOperator, clock, create } = await setUp();
    const resend = ({ workspaceId, id }: { workspaceId: string; id: string }) =>
      invite.resend(asOperator, { workspaceId, invitationId: id }, ACCEPT_URL);
    const { token, invitation: accepted } = await invited('ada@example.com');
    await accept(token);
    await expect(resend(accepted)).rejects.toMatchObject({ code: 'conflict' });
    const address = { workspaceId: accepted.workspaceId, invitationId: accepted.id };
    await expect(invite.revoke(asOperator, address)).rejects.toMatchObject({ code: 'conflict' });
    const { invitation: revoked } = await invited('bob@example.com');
    await invite.revoke(asOperator, { ...address, invitationId: revoked.id });
    await invite.revoke(asOperator, { ...address, invitationId: revoked.id });
    await expect(resend(revoked)).rejects.toMatchObject({ code: 'conflict' });
    const { invitation: expired } = await invited('cleo@example.com');
    clock.advance(INVITATION_LIFETIME_MS);
    expect((await resend(expired)).invitation.expiresAtMs).toBe(clock.nowMs() + INVITATION_LIFETIME_MS);
    await expect(create('cleo@example.com')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('where there is a mail server', () => {
  test('the link goes by mail alone, sealed until it is sent; sending again and revoking take an unsent mail back', async () => {
    const { database, box, workspaceId, create, invite, accept, asOperator } = await setUp({ hasMailServer: true });
    const mails = () => [...database.tables.mails.all()];
    const { invitation, link } = await create('ada@example.com');
    expect([link, mails().map(({ id }) => id)]).toEqual([null, [invitation.mailId]]);
    const address = { workspaceId, invitationId: invitation.id };
    await invite.resend(asOperator, address, ACCEPT_URL);
    const [mail, ...more] = mails();
    expect([mail?.to, more, mail?.id === invitation.mailId]).toEqual(['ada@example.com', [], false]);
    const { text } = withOpenLink(mail!, box);
    const [, token = ''] = /#token=(\S+)/.exec(text) ?? [];
    expect(text).toContain(`${ACCEPT_URL}#token=${token}`);
    expect(JSON.stringify(mails())).not.toContain(token);
    const { invitation: other } = await create('bob@example.com');
    await invite.revoke(asOperator, { workspaceId, invitationId: other.id });
    expect(mails().map(({ to }) => to)).toEqual(['ada@example.com']);
    await accept(token);
  });

  test('an invitation that is undone sends nothing', async () => {
    const { database, create } = await setUp({ hasMailServer: true });
    await create('ada@example.com');
    await expect(create('ada@example.com')).rejects.toMatchObject({ code: 'conflict' });
    expect([...database.tables.mails.all()]).toHaveLength(1);
  });
});

test("another workspace's invitation answers like none", async () => {
  const { invite, invited, asOperator } = await setUp();
  const { invitation } = await invited('ada@example.com');
  const stranger = aCaller({ workspaceId: 'ws_of-somebody-else' });
  const address = { workspaceId: invitation.workspaceId, invitationId: invitation.id };
  const absent = { code: 'not_found' };
  await expect(invite.revoke(stranger, address)).rejects.toMatchObject(absent);
  await expect(invite.resend(stranger, address, ACCEPT_URL)).rejects.toMatchObject(absent);
  await expect(invite.revoke(asOperator, { ...address, invitationId: 'inv_unknown' })).rejects.toMatchObject(absent);
  const nowhere = { workspaceId: 'ws_unknown', email: 'a@example.com', role: 'viewer', acceptUrl: ACCEPT_URL } as const;
  await expect(invite.create(asOperator, nowhere)).rejects.toMatchObject(absent);
});
