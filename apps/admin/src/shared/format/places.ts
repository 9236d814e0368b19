/* Where things are, for links between features. */

const inWorkspace = (workspaceId: string, rest: string): string => `/w/${workspaceId}/${rest}`;

export const keyPath = (workspaceId: string, keyId: string): string =>
  inWorkspace(workspaceId, `settings/api-keys/${keyId}`);
export const usagePath = (workspaceId: string): string => inWorkspace(workspaceId, 'usage');
export const planPath = (workspaceId: string): string => inWorkspace(workspaceId, 'settings/plan');
export const settingsPath = (workspaceId: string): string => inWorkspace(workspaceId, 'settings/workspace');
export const securityPath = (workspaceId: string): string => inWorkspace(workspaceId, 'settings/security');
export const webhooksPath = (workspaceId: string): string => inWorkspace(workspaceId, 'settings/webhooks');
export const webhookPath = (workspaceId: string, webhookId: string): string =>
  inWorkspace(workspaceId, `settings/webhooks/${webhookId}`);
export const devicesPath = (workspaceId: string): string => inWorkspace(workspaceId, 'devices');
export const alertsPath = (workspaceId: string): string => inWorkspace(workspaceId, 'alerts');
export const alertRulesPath = (workspaceId: string): string => inWorkspace(workspaceId, 'alerts/rules');
export const auditPath = (workspaceId: string): string => inWorkspace(workspaceId, 'audit');
export const quickStartPath = (workspaceId: string): string => inWorkspace(workspaceId, 'quick-start');
