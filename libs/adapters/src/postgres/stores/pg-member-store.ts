import {
  NotFoundError,
  type Member,
  type MemberAccount,
  type MemberStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import type { WorkspaceRole } from '@latchkey/vocabulary';
import { FormerMemberEntity } from '../entities/former-member.entity.js';
import { MemberEntity } from '../entities/member.entity.js';
import { UserEntity } from '../entities/user.entity.js';
import { toDate, toMs } from '../mappers/instants.js';
import { fromMember, toMember } from '../mappers/member.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

type AccountRow = UserEntity & { readonly member: MemberEntity };

export class PgMemberStore implements MemberStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, userId: string): Promise<Member | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(MemberEntity, { workspaceId, userId });
      return row && toMember(row);
    });
  }

  ofUser(userId: string): Promise<readonly Member[]> {
    return this.statements.run(async (manager) => {
      const rows = await manager.find(MemberEntity, { where: { userId }, order: { workspaceId: 'ASC' } });
      return rows.map(toMember);
    });
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<MemberAccount>> {
    return this.statements.run((manager) => {
      const ofWorkspace = 'member.userId = account.id AND member.workspaceId = :workspaceId';
      const query = manager
        .createQueryBuilder(UserEntity, 'account')
        .innerJoinAndMapOne('account.member', MemberEntity, 'member', ofWorkspace, { workspaceId });
      return pageOf(query, page, (row) => toMemberAccount(row as AccountRow));
    });
  }

  count(workspaceId: string, role: WorkspaceRole): Promise<number> {
    return this.statements.run((manager) => manager.countBy(MemberEntity, { workspaceId, role }));
  }

  leftAtMs(workspaceId: string, userId: string): Promise<number | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(FormerMemberEntity, { workspaceId, userId });
      return row && toMs(row.leftAt);
    });
  }

  insert(member: Member): Promise<void> {
    return this.statements.together(async (manager) => {
      const { workspaceId, userId } = member;
      await manager.insert(MemberEntity, fromMember(member));
      await manager.delete(FormerMemberEntity, { workspaceId, userId });
    });
  }

  update(member: Member): Promise<void> {
    return this.statements.run(async (manager) => {
      const { workspaceId, userId, ...fields } = fromMember(member);
      const { affected } = await manager.update(MemberEntity, { workspaceId, userId }, fields);
      if (affected === 0) throw new NotFoundError('member');
    });
  }

  remove(workspaceId: string, userId: string, atMs: number): Promise<boolean> {
    return this.statements.together(async (manager) => {
      const { affected } = await manager.delete(MemberEntity, { workspaceId, userId });
      if (affected === 1) await manager.insert(FormerMemberEntity, { workspaceId, userId, leftAt: toDate(atMs) });
      return affected === 1;
    });
  }
}

const toMemberAccount = ({ id, email, name, member }: AccountRow): MemberAccount => ({
  id,
  member: toMember(member),
  email,
  name,
});
