import type { Member } from '@latchkey/domain';

export type MemberRow = Member & { readonly id: string };

/** Since when somebody is a member no more. */
export interface FormerMemberRow {
  readonly id: string;
  readonly leftAtMs: number;
}

export const memberRowId = (workspaceId: string, userId: string): string => `${workspaceId} ${userId}`;

export const toMember = ({ workspaceId, userId, role, createdAtMs }: MemberRow): Member => ({
  workspaceId,
  userId,
  role,
  createdAtMs,
});
