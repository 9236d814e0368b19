export const AUDIT_ACTIONS = [
  'operator.created',
  'session.started',
  'session.ended',
  'api.created',
  'api.updated',
  'workspace.created',
  'workspace.updated',
  'app.created',
  'app.updated',
  'app.archived',
  'key.created',
  'key.updated',
  'key.disabled',
  'key.enabled',
  'key.revoked',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
