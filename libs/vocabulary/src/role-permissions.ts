import { onlyReads, RESOURCE_SCOPES, type ResourceScope, SCOPE_BUNDLES } from './scopes.js';
import { STAFF_ROLES, type StaffRole } from './staff-roles.js';
import { WORKSPACE_ROLES, type WorkspaceRole } from './workspace-roles.js';

/**
 * What staff do beside the work in workspaces, and no key ever does. `installation:manage`: APIs, plans, policies,
 * accounts, and new workspaces. `leak_desk:use`: finding keys across workspaces, and ending them.
 */
export const STAFF_PERMISSIONS = ['installation:manage', 'leak_desk:use'] as const;
export type StaffPermission = (typeof STAFF_PERMISSIONS)[number];

/** What a person may do. In a workspace these are the words that keys are given. */
export type Permission = ResourceScope | StaffPermission;
export const PERMISSIONS = [...RESOURCE_SCOPES, ...STAFF_PERMISSIONS] as const satisfies readonly Permission[];

export const isStaffPermission = (permission: Permission): permission is StaffPermission =>
  (STAFF_PERMISSIONS as readonly Permission[]).includes(permission);

export type Role = WorkspaceRole | StaffRole;
export const ROLES = [...WORKSPACE_ROLES, ...STAFF_ROLES] as const satisfies readonly Role[];

type RolePermissions = Readonly<Record<WorkspaceRole, readonly ResourceScope[]>> &
  Readonly<Record<StaffRole, readonly Permission[]>>;

/**
 * Who may do what: the one table. A workspace's roles hold in that workspace, those of staff in all of them. Of owner and
 * admin, only the former makes and unmakes owners. The audit log shows people's network addresses, so it is not for all.
 */
export const ROLE_PERMISSIONS: RolePermissions = {
  owner: SCOPE_BUNDLES.admin,
  admin: SCOPE_BUNDLES.admin,
  developer: [
    ...SCOPE_BUNDLES.write,
    'keys:read',
    'keys:write',
    'workspace:read',
    'team:read',
    'billing:read',
    'alerts:read',
    'alerts:write',
  ],
  viewer: RESOURCE_SCOPES.filter((scope) => onlyReads(scope) && scope !== 'audit:read'),
  operator: PERMISSIONS,
  support: ['keys:read', 'workspace:read', 'team:read', 'alerts:read', 'audit:read', 'leak_desk:use'],
};
