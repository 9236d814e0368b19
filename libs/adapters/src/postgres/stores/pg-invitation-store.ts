import { NotFoundError, type Invitation, type InvitationStore, type Page, type PageRequest } from '@latchkey/domain';
import { IsNull, MoreThan } from 'typeorm';
import { InvitationEntity } from '../entities/invitation.entity.js';
import { sha256Bytes } from '../mappers/api-key.mapper.js';
import { toDate } from '../mappers/instants.js';
import { fromInvitation, toInvitation } from '../mappers/invitation.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgInvitationStore implements InvitationStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Invitation | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(InvitationEntity, { workspaceId, id });
      return row && toInvitation(row);
    });
  }

  findByToken(tokenSha256: string): Promise<Invitation | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(InvitationEntity, { tokenSha256: sha256Bytes(tokenSha256) });
      return row && toInvitation(row);
    });
  }

  findPending(workspaceId: string, email: string, nowMs: number): Promise<Invitation | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(InvitationEntity, { workspaceId, email, ...pendingAt(nowMs) });
      return row && toInvitation(row);
    });
  }

  countPending(workspaceId: string, nowMs: number): Promise<number> {
    return this.statements.run((manager) => manager.countBy(InvitationEntity, { workspaceId, ...pendingAt(nowMs) }));
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<Invitation>> {
    return this.statements.run((manager) => {
      const query = manager.createQueryBuilder(InvitationEntity, 'invitation');
      return pageOf(query.where('invitation.workspaceId = :workspaceId', { workspaceId }), page, toInvitation);
    });
  }

  insert(invitation: Invitation): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(InvitationEntity, fromInvitation(invitation));
    });
  }

  update(invitation: Invitation): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromInvitation(invitation);
      const { affected } = await manager.update(InvitationEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('invitation');
    });
  }
}

const pendingAt = (nowMs: number) => ({
  acceptedAt: IsNull(),
  revokedAt: IsNull(),
  expiresAt: MoreThan(toDate(nowMs)),
});
