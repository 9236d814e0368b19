/** What a person is in one workspace, the most first. */
export const WORKSPACE_ROLES = ['owner', 'admin', 'developer', 'viewer'] as const;
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number];
