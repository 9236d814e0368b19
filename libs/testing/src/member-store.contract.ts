import type { Member, MemberAccount, User, Workspace } from '@latchkey/domain';
import { WORKSPACE_ROLES } from '@latchkey/vocabulary';
import { aMember } from './a-member.js';
import { aTenancy } from './a-tenancy.js';
import { allPages, expectedPages } from './all-pages.js';
import { aUser } from './a-user.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function memberStoreContract(makeDatabase: MakeDatabase): void {
  describe('member store', () => {
    const db = useDatabase(makeDatabase);
    let workspace: Workspace;
    let other: Workspace;

    beforeEach(async () => {
      [workspace, other] = [(await aTenancy(db())).workspace, (await aTenancy(db())).workspace];
    });

    async function inserted(overrides: Partial<Member> = {}): Promise<MemberAccount> {
      const user = overrides.userId === undefined ? await person() : await db().users.find(overrides.userId);
      const { id, email, name } = user!;
      const member = aMember({ workspaceId: workspace.id, userId: id, ...overrides });
      await db().members.insert(member);
      return { id, member, email, name };
    }

    async function person(): Promise<User> {
      const user = aUser({ role: null });
      await db().users.insert(user);
      return user;
    }

    it.each([...WORKSPACE_ROLES])('keeps every field of one who is %s', async (role) => {
      const { member } = await inserted({ role, createdAtMs: 1_766_000_000_001 });
      expect(await db().members.find(workspace.id, member.userId)).toEqual(member);
    });

    it('answers null for a member of another workspace, and for a person who is none', async () => {
      const { id } = await inserted();
      expect(await db().members.find(other.id, id)).toBeNull();
      expect(await db().members.find(workspace.id, (await person()).id)).toBeNull();
    });

    it('knows of which workspaces a person is a member', async () => {
      const { id, member } = await inserted();
      await inserted();
      const { member: also } = await inserted({ userId: id, workspaceId: other.id, role: 'owner' });
      expect(await db().members.ofUser(id)).toEqual(
        [member, also].sort((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1)),
      );
      expect(await db().members.ofUser('usr_unknown')).toEqual([]);
    });

    it('pages through the members of one workspace, with their accounts', async () => {
      const accounts = [await inserted(), await inserted({ role: 'owner' }), await inserted()];
      await inserted({ userId: accounts[0]!.id, workspaceId: other.id });
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().members.page(workspace.id, page));
        expect(pages).toEqual(expectedPages(limit, accounts));
      }
    });

    it('counts those of one role in one workspace', async () => {
      await inserted({ role: 'owner' });
      const { id } = await inserted({ role: 'owner' });
      await inserted({ role: 'admin' });
      await inserted({ role: 'owner', workspaceId: other.id, userId: id });
      expect(await db().members.count(workspace.id, 'owner')).toBe(2);
      expect(await db().members.count(workspace.id, 'viewer')).toBe(0);
    });

    it('changes the role of one member in one workspace', async () => {
      const { id, member } = await inserted();
      const { member: elsewhere } = await inserted({ userId: id, workspaceId: other.id });
      const bystander = await inserted();
      await db().members.update({ ...member, role: 'admin' });
      expect(await db().members.find(workspace.id, id)).toEqual({ ...member, role: 'admin' });
      expect(await db().members.find(other.id, id)).toEqual(elsewhere);
      expect(await db().members.find(workspace.id, bystander.id)).toEqual(bystander.member);
      const nobody = aMember({ workspaceId: workspace.id, userId: (await person()).id });
      await expect(db().members.update(nobody)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('removes one member from one workspace, once; they can come back', async () => {
      const { id, member } = await inserted();
      await inserted({ userId: id, workspaceId: other.id });
      expect(await db().members.remove(workspace.id, id, 5)).toBe(true);
      expect(await db().members.remove(workspace.id, id, 6)).toBe(false);
      expect(await db().members.find(workspace.id, id)).toBeNull();
      expect(await db().members.find(other.id, id)).not.toBeNull();
      await db().members.insert({ ...member, role: 'owner' });
      expect((await db().members.find(workspace.id, id))?.role).toBe('owner');
    });

    it('knows since when somebody is a member no more, until they come back', async () => {
      const { id, member } = await inserted();
      await inserted({ userId: id, workspaceId: other.id });
      const leftAtMs = () => db().members.leftAtMs(workspace.id, id);
      expect(await leftAtMs()).toBeNull();
      for (const atMs of [1_766_000_000_001, 1_766_000_000_002]) {
        await db().members.remove(workspace.id, id, atMs);
        expect(await leftAtMs()).toBe(atMs);
        expect(await db().members.leftAtMs(other.id, id)).toBeNull();
        await db().members.insert(member);
        expect(await leftAtMs()).toBeNull();
      }
      const { id: stranger } = await person();
      await db().members.remove(workspace.id, stranger, 1);
      expect(await db().members.leftAtMs(workspace.id, stranger)).toBeNull();
    });

    it('refuses a second membership, and one of nobody or of no workspace', async () => {
      const { id, member } = await inserted();
      const again = db().members.insert({ ...member, role: 'owner' });
      await expect(again).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().members.insert({ ...member, userId: 'usr_unknown' })).rejects.toThrow();
      await expect(db().members.insert({ ...member, workspaceId: 'ws_unknown' })).rejects.toThrow();
      expect(await db().members.find(workspace.id, id)).toEqual(member);
    });

    it('lists the workspaces of one person among those of an API', async () => {
      const { id } = await inserted();
      await inserted({ workspaceId: other.id });
      const listed = async (filter: { apiId?: string; id?: string }) =>
        (await db().workspaces.page({ ...filter, memberId: id }, { limit: 10 })).items.map((found) => found.id);
      expect(await listed({})).toEqual([workspace.id]);
      expect(await listed({ apiId: workspace.apiId })).toEqual([workspace.id]);
      expect(await listed({ apiId: other.apiId })).toEqual([]);
      expect(await listed({ id: other.id })).toEqual([]);
    });
  });
}
