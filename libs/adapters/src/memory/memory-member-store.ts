import {
  NotFoundError,
  type Member,
  type MemberAccount,
  type MemberStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import type { WorkspaceRole } from '@latchkey/vocabulary';
import { memberRowId, toMember } from './member-row.js';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryMemberStore implements MemberStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, userId: string): Promise<Member | null> {
    const row = this.access.tables.members.get(memberRowId(workspaceId, userId));
    return Promise.resolve(row && toMember(row));
  }

  ofUser(userId: string): Promise<readonly Member[]> {
    const rows = [...this.access.tables.members.all()].filter((row) => row.userId === userId);
    return Promise.resolve(rows.sort((a, b) => (a.workspaceId < b.workspaceId ? -1 : 1)).map(toMember));
  }

  page(workspaceId: string, page: PageRequest): Promise<Page<MemberAccount>> {
    const { members, users } = this.access.tables;
    const accounts = [...users.all()].flatMap(({ id, email, name }) => {
      const row = members.get(memberRowId(workspaceId, id));
      return row === null ? [] : [{ id, member: toMember(row), email, name }];
    });
    return pageOf(accounts, page, () => true);
  }

  count(workspaceId: string, role: WorkspaceRole): Promise<number> {
    const rows = [...this.access.tables.members.all()];
    return Promise.resolve(rows.filter((row) => row.workspaceId === workspaceId && row.role === role).length);
  }

  leftAtMs(workspaceId: string, userId: string): Promise<number | null> {
    return Promise.resolve(this.access.tables.formerMembers.get(memberRowId(workspaceId, userId))?.leftAtMs ?? null);
  }

  insert(member: Member): Promise<void> {
    return this.access.write(({ members, formerMembers, users, workspaces }) => {
      requireParent(workspaces.get(member.workspaceId) !== null, 'member', 'workspace');
      requireParent(users.get(member.userId) !== null, 'member', 'user');
      const id = memberRowId(member.workspaceId, member.userId);
      members.insert({ ...member, id });
      formerMembers.remove(id);
    });
  }

  update(member: Member): Promise<void> {
    return this.access.write(({ members }) => {
      const id = memberRowId(member.workspaceId, member.userId);
      if (members.get(id) === null) throw new NotFoundError('member');
      members.replace({ ...member, id });
    });
  }

  remove(workspaceId: string, userId: string, leftAtMs: number): Promise<boolean> {
    return this.access.write(({ members, formerMembers }) => {
      const id = memberRowId(workspaceId, userId);
      if (members.get(id) === null) return false;
      members.remove(id);
      formerMembers.insert({ id, leftAtMs });
      return true;
    });
  }
}
