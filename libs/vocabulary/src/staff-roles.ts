/** Roles across workspaces. An operator defines APIs and reaches every workspace. */
export const STAFF_ROLES = ['operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
