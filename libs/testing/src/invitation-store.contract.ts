import type { Invitation, Workspace } from '@latchkey/domain';
import { allPages, expectedPages } from './all-pages.js';
import { anInvitation } from './an-invitation.js';
import { aTenancy } from './a-tenancy.js';
import { type MakeDatabase, useDatabase } from './make-database.js';

export function invitationStoreContract(makeDatabase: MakeDatabase): void {
  describe('invitation store', () => {
    const db = useDatabase(makeDatabase);
    let workspace: Workspace;
    let other: Workspace;

    beforeEach(async () => {
      [workspace, other] = [(await aTenancy(db())).workspace, (await aTenancy(db())).workspace];
    });

    async function inserted(overrides: Partial<Invitation> = {}): Promise<Invitation> {
      const invitation = anInvitation({ workspaceId: workspace.id, ...overrides });
      await db().invitations.insert(invitation);
      return invitation;
    }

    it.each<[string, Partial<Invitation>]>([
      ['an open one', {}],
      ['one of a key, that goes by mail', { invitedBy: { kind: 'key', id: 'key_1' }, role: 'admin', mailId: 'mail_1' }],
      ['an accepted one', { acceptedAtMs: 1_766_000_000_001 }],
      ['a revoked one', { revokedAtMs: 1_766_000_000_002 }],
    ])('keeps every field of %s', async (_, overrides) => {
      const invitation = await inserted(overrides);
      expect(await db().invitations.find(workspace.id, invitation.id)).toEqual(invitation);
      expect(await db().invitations.findByToken(invitation.tokenSha256)).toEqual(invitation);
    });

    it('answers null for one of another workspace, and for a token that is none', async () => {
      const { id } = await inserted();
      expect(await db().invitations.find(other.id, id)).toBeNull();
      expect(await db().invitations.find(workspace.id, 'inv_unknown')).toBeNull();
      expect(await db().invitations.findByToken(anInvitation().tokenSha256)).toBeNull();
    });

    it('is pending while it is neither accepted nor revoked, and has not come to its end', async () => {
      const { email, expiresAtMs } = await inserted();
      const sameAddress = (overrides: Partial<Invitation>) => inserted({ email, ...overrides });
      await sameAddress({ acceptedAtMs: 1, expiresAtMs: expiresAtMs + 10 });
      await sameAddress({ revokedAtMs: 1, expiresAtMs: expiresAtMs + 10 });
      await sameAddress({ workspaceId: other.id, expiresAtMs: expiresAtMs + 10 });
      const pendingAt = async (nowMs: number) => [
        (await db().invitations.findPending(workspace.id, email, nowMs))?.expiresAtMs ?? null,
        await db().invitations.countPending(workspace.id, nowMs),
      ];
      expect(await pendingAt(expiresAtMs - 1)).toEqual([expiresAtMs, 1]);
      expect(await pendingAt(expiresAtMs)).toEqual([null, 0]);
      expect(await db().invitations.findPending(workspace.id, 'another@example.com', expiresAtMs - 1)).toBeNull();
      await inserted({ expiresAtMs });
      expect(await db().invitations.countPending(workspace.id, expiresAtMs - 1)).toBe(2);
    });

    it('pages through those of one workspace, whatever has become of them', async () => {
      const invitations = [await inserted(), await inserted({ revokedAtMs: 1 }), await inserted({ acceptedAtMs: 1 })];
      await inserted({ workspaceId: other.id });
      for (const limit of [1, 2, 3]) {
        const pages = await allPages(limit, (page) => db().invitations.page(workspace.id, page));
        expect(pages).toEqual(expectedPages(limit, invitations));
      }
    });

    it('changes one, which then has the other token alone', async () => {
      const invitation = await inserted();
      const bystander = await inserted();
      const changed = { ...invitation, tokenSha256: anInvitation().tokenSha256, expiresAtMs: 5, mailId: 'mail_2' };
      await db().invitations.update(changed);
      expect(await db().invitations.findByToken(changed.tokenSha256)).toEqual(changed);
      expect(await db().invitations.findByToken(invitation.tokenSha256)).toBeNull();
      expect(await db().invitations.find(workspace.id, bystander.id)).toEqual(bystander);
      for (const nobody of [anInvitation({ workspaceId: workspace.id }), { ...changed, workspaceId: other.id }])
        await expect(db().invitations.update(nobody)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('refuses one twice, and one of no workspace', async () => {
      const invitation = await inserted();
      const again = db().invitations.insert({ ...anInvitation(), workspaceId: workspace.id, id: invitation.id });
      await expect(again).rejects.toMatchObject({ name: 'ConflictError', field: 'id' });
      await expect(db().invitations.insert(anInvitation())).rejects.toThrow();
    });
  });
}
