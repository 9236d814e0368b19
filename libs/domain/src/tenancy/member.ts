import type { WorkspaceRole } from '@latchkey/vocabulary';

/** A person in a workspace. */
export interface Member {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: WorkspaceRole;
  readonly createdAtMs: number;
}

/** A person and a workspace: of one who is a member there, or was. */
export type MemberAddress = Pick<Member, 'workspaceId' | 'userId'>;

/** A member with the account behind it. */
export interface MemberAccount {
  /** Of the person. */
  readonly id: string;
  readonly member: Member;
  readonly email: string;
  readonly name: string;
}
