/** Roles across workspaces. An operator defines APIs and reaches every workspace; support finds and ends leaked keys. */
export const STAFF_ROLES = ['operator', 'support'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
