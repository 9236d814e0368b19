import {
  isStaffPermission,
  type Permission,
  type ResourceScope,
  type Role,
  ROLE_PERMISSIONS,
  ROLES,
} from '@latchkey/vocabulary';
import type { Member } from '../tenancy/member.js';
import type { User } from './user.js';

const NOTHING: ReadonlySet<ResourceScope> = new Set();

const isScope = (permission: Permission): permission is ResourceScope => !isStaffPermission(permission);

const SCOPES_OF_ROLE = Object.fromEntries(
  ROLES.map((role) => [
    role,
    new Set<ResourceScope>((ROLE_PERMISSIONS[role] as readonly Permission[]).filter(isScope)),
  ]),
) as unknown as Readonly<Record<Role, ReadonlySet<ResourceScope>>>;

/**
 * What a person may do in one workspace: what their role there allows, and what they may do in every one as staff.
 * Nothing where they are neither, or have left.
 * @param member of that workspace
 */
export function rightsOfPerson(
  { role, leftAtMs }: Pick<User, 'role' | 'leftAtMs'>,
  member: Pick<Member, 'role'> | null,
): ReadonlySet<ResourceScope> {
  if (leftAtMs !== null) return NOTHING;
  const asStaff = role === null ? NOTHING : SCOPES_OF_ROLE[role];
  const asMember = member === null ? NOTHING : SCOPES_OF_ROLE[member.role];
  return asStaff.size === 0 ? asMember : asMember.size === 0 ? asStaff : new Set([...asStaff, ...asMember]);
}

/** What a person may do across workspaces, by their role as staff. */
export const mayAsStaff = ({ role, leftAtMs }: Pick<User, 'role' | 'leftAtMs'>, permission: Permission): boolean =>
  role !== null && leftAtMs === null && ROLE_PERMISSIONS[role].includes(permission);
