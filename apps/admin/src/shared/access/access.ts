import { type Permission, ROLE_PERMISSIONS, type StaffRole, type WorkspaceRole } from '@latchkey/vocabulary';
import type { CurrentUser } from '../api/model';

/** What somebody is: in the installation, and in the workspace that is looked at. */
export interface Access {
  readonly staffRole: StaffRole | null;
  readonly role: WorkspaceRole | null;
  may(permission: Permission): boolean;
}

const holds = (role: StaffRole | WorkspaceRole | null, permission: Permission): boolean =>
  role !== null && (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission);

export function accessOf({ user, memberships }: CurrentUser, workspaceId: string | null): Access {
  const staffRole = user.role ?? null;
  const role = memberships.find((each) => each.workspaceId === workspaceId)?.role ?? null;
  return { staffRole, role, may: (permission) => holds(staffRole, permission) || holds(role, permission) };
}
