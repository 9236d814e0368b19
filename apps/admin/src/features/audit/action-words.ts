import { AUDIT_ACTIONS, type AuditAction } from '@latchkey/vocabulary';

/** Each completes “Ada …”, in the past. */
export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  'operator.created': 'Set up the first operator',
  'user.created': 'Created an account',
  'user.left': 'Let somebody leave',
  'user.updated': 'Changed an account',
  'user.password_changed': 'Changed a password',
  'user.password_reset_asked': 'Asked for a new password',
  'user.password_reset_linked': 'Made a link for a new password',
  'user.password_reset': 'Set a new password by link',
  'user.second_factor_added': 'Added a second factor',
  'user.second_factor_removed': 'Removed a second factor',
  'user.second_factor_taken_off': 'Took off somebody’s second factor',
  'user.recovery_code_used': 'Used a recovery code',
  'user.recovery_codes_renewed': 'Renewed recovery codes',
  'session.started': 'Signed in',
  'session.confirmed': 'Confirmed a sign-in',
  'session.ended': 'Ended a session',
  'session.others_ended': 'Ended all other sessions',
  'api.created': 'Created an API',
  'api.updated': 'Changed an API',
  'plan.created': 'Created a plan',
  'plan.updated': 'Changed a plan',
  'workspace.created': 'Created a workspace',
  'workspace.updated': 'Changed a workspace',
  'workspace.plan_changed': 'Changed the plan of a workspace',
  'member.added': 'Added a member',
  'member.role_changed': 'Changed a member’s role',
  'member.removed': 'Removed a member',
  'member.left': 'Left the workspace',
  'invitation.created': 'Invited somebody',
  'invitation.resent': 'Sent an invitation again',
  'invitation.revoked': 'Revoked an invitation',
  'invitation.accepted': 'Accepted an invitation',
  'device.created': 'Created a device',
  'device.pairing_renewed': 'Renewed a pairing code',
  'device.connected': 'Connected a device',
  'device.disconnected': 'Disconnected a device',
  'device.removed': 'Removed a device',
  'contact.created': 'Created a contact',
  'contact.updated': 'Changed a contact',
  'contact.deleted': 'Deleted a contact',
  'template.created': 'Created a template',
  'template.updated': 'Changed a template',
  'template.deleted': 'Deleted a template',
  'app.created': 'Created an app',
  'app.updated': 'Changed an app',
  'app.archived': 'Archived an app',
  'key.created': 'Generated a key',
  'key.updated': 'Changed a key',
  'key.disabled': 'Disabled a key',
  'key.enabled': 'Enabled a key',
  'key.revoked': 'Revoked a key',
  'key.revocation_scheduled': 'Scheduled a revocation',
  'key.revocation_cancelled': 'Cancelled a revocation',
  'key.rotated': 'Rotated a key',
  'key.overlap_started': 'Started the overlap of a rotation',
  'key.overlap_cancelled': 'Cancelled the overlap of a rotation',
  'key.leak_reported': 'Reported a key as leaked',
  'leak_desk.searched': 'Searched at the leak desk',
  'webhook.created': 'Created a webhook',
  'webhook.updated': 'Changed a webhook',
  'webhook.secret_rotated': 'Rotated a webhook’s secret',
  'webhook.enabled': 'Enabled a webhook',
  'webhook.disabled': 'Disabled a webhook',
  'webhook.deleted': 'Deleted a webhook',
  'webhook.tested': 'Tested a webhook',
  'webhook.replayed': 'Sent an event again',
  'alert_rules.updated': 'Changed the alert rules',
  'alert.silenced': 'Silenced an alert',
  'alert.unsilenced': 'Ended the silence of an alert',
  'audit.trimmed': 'Removed old entries of this log',
};

const SUBJECT_WORDS: Readonly<Record<string, string>> = {
  operator: 'Accounts',
  user: 'Accounts',
  session: 'Sessions',
  api: 'APIs and plans',
  plan: 'APIs and plans',
  workspace: 'Workspaces',
  member: 'Team',
  invitation: 'Team',
  device: 'Devices',
  contact: 'Contacts and templates',
  template: 'Contacts and templates',
  app: 'Apps',
  key: 'Keys',
  leak_desk: 'Leak desk',
  webhook: 'Webhooks',
  alert_rules: 'Alerts',
  alert: 'Alerts',
  audit: 'Audit log',
};

export const subjectOf = (action: AuditAction): string => SUBJECT_WORDS[action.split('.', 1)[0] ?? ''] ?? 'Other';

export interface ActionGroup {
  readonly subject: string;
  readonly actions: readonly AuditAction[];
}

/** What is done in a workspace; the rest stands in the log of the whole installation only. */
const OF_NO_WORKSPACE: ReadonlySet<string> = new Set(['Accounts', 'Sessions', 'APIs and plans']);

export function actionGroups(inWorkspace: boolean): readonly ActionGroup[] {
  return [...new Set(AUDIT_ACTIONS.map(subjectOf))]
    .filter((subject) => !inWorkspace || !OF_NO_WORKSPACE.has(subject))
    .map((subject) => ({ subject, actions: AUDIT_ACTIONS.filter((action) => subjectOf(action) === subject) }));
}
