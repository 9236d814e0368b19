import type { Member } from '@latchkey/domain';
import type { MemberEntity } from '../entities/member.entity.js';
import { toDate, toMs } from './instants.js';

export const toMember = (row: MemberEntity): Member => ({
  workspaceId: row.workspaceId,
  userId: row.userId,
  role: row.role,
  createdAtMs: toMs(row.createdAt),
});

export const fromMember = (member: Member): MemberEntity => ({
  workspaceId: member.workspaceId,
  userId: member.userId,
  role: member.role,
  createdAt: toDate(member.createdAtMs),
});
