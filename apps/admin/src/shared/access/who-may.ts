import {
  isStaffPermission,
  type Permission,
  ROLE_PERMISSIONS,
  type Role,
  STAFF_ROLES,
  WORKSPACE_ROLES,
} from '@latchkey/vocabulary';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The roles that hold it, as a sentence lists them. Where members do, staff are not named: they are somewhere else. */
export function rolesThatMay(permission: Permission): string {
  const roles: readonly Role[] = isStaffPermission(permission) ? STAFF_ROLES : WORKSPACE_ROLES;
  return either.format(roles.filter((role) => (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission)));
}

/** Who could give such a role: operators make staff, owners and admins make members. */
export const whoGrants = (permission: Permission): string =>
  isStaffPermission(permission) ? 'An operator' : 'An owner or admin of this workspace';
