import {
  invitationState,
  NotFoundError,
  type Invitation,
  type InvitationStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryInvitationStore implements InvitationStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Invitation | null> {
    const invitation = this.access.tables.invitations.get(id);
    return Promise.resolve(invitation?.workspaceId === workspaceId ? invitation : null);
  }

  findByToken(tokenSha256: string): Promise<Invitation | null> {
    const all = [...this.access.tables.invitations.all()];
    return Promise.resolve(all.find((invitation) => invitation.tokenSha256 === tokenSha256) ?? null);
  }

  findPending(workspaceId: string, email: string, nowMs: number): Promise<Invitation | null> {
    return Promise.resolve(this.pending(workspaceId, nowMs).find((invitation) => invitation.email === email) ?? null);
  }

  countPending(workspaceId: string, nowMs: number): Promise<number> {
    return Promise.resolve(this.pending(workspaceId, nowMs).length);
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Invitation>> {
    return pageOf(this.access.tables.invitations.all(), page, (invitation) => invitation.workspaceId === workspaceId);
  }

  insert(invitation: Invitation): Promise<void> {
    return this.access.write(({ invitations, workspaces }) => {
      requireParent(workspaces.get(invitation.workspaceId) !== null, 'invitation', 'workspace');
      invitations.insert(invitation);
    });
  }

  update(invitation: Invitation): Promise<void> {
    return this.access.write(({ invitations }) => {
      const isThere = invitations.get(invitation.id)?.workspaceId === invitation.workspaceId;
      if (!isThere) throw new NotFoundError('invitation');
      invitations.replace(invitation);
    });
  }

  private pending(workspaceId: string, nowMs: number): readonly Invitation[] {
    const all = [...this.access.tables.invitations.all()];
    return all.filter(
      (invitation) => invitation.workspaceId === workspaceId && invitationState(invitation, nowMs) === 'pending',
    );
  }
}
