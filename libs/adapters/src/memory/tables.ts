import type {
  Alert,
  Api,
  ApiKey,
  App,
  Contact,
  Device,
  Invitation,
  Mail,
  Message,
  Plan,
  SealedEntry,
  Session,
  Template,
  ToldEvent,
  User,
  Webhook,
  WebhookDelivery,
  Workspace,
  WorkspaceEvent,
} from '@latchkey/domain';
import type { FormerMemberRow, MemberRow } from './member-row.js';
import type { LeakNoticeRow } from './memory-leak-notice-store.js';
import type { AuditHeadRow } from './audit-head-row.js';
import type { KeyNoticeRow } from './memory-key-notice-store.js';
import type { PasswordResetRow } from './memory-password-reset-store.js';
import type { SecondFactorRow } from './memory-second-factor-store.js';
import type { AlertRulesRow } from './memory-alert-rule-store.js';
import type { AlertSilenceRow } from './memory-alert-silence-store.js';
import type { FormerTermsRow } from './memory-former-terms-store.js';
import type { StatementRow } from './memory-statement-store.js';
import type { MeteredPeriod } from './metered-period.js';
import type { RequestRow } from './request-row.js';
import { Table } from './table.js';
import type { UsageCountRow, UsageNetworkRow, UsageScopeRow, UsageUseRow, UsageWriterRow } from './usage-rows.js';

export interface Tables {
  readonly apis: Table<Api>;
  readonly plans: Table<Plan>;
  readonly workspaces: Table<Workspace>;
  readonly apps: Table<App>;
  readonly members: Table<MemberRow>;
  readonly formerMembers: Table<FormerMemberRow>;
  readonly invitations: Table<Invitation>;
  readonly keys: Table<ApiKey>;
  readonly users: Table<User>;
  readonly sessions: Table<Session>;
  readonly audit: Table<SealedEntry>;
  readonly auditHeads: Table<AuditHeadRow>;
  readonly devices: Table<Device>;
  readonly messages: Table<Message>;
  readonly requests: Table<RequestRow>;
  readonly meters: Table<MeteredPeriod>;
  readonly events: Table<WorkspaceEvent>;
  readonly toldEvents: Table<ToldEvent>;
  readonly webhooks: Table<Webhook>;
  readonly deliveries: Table<WebhookDelivery>;
  readonly usageCounts: Table<UsageCountRow>;
  readonly usageUses: Table<UsageUseRow>;
  readonly usageNetworks: Table<UsageNetworkRow>;
  readonly usageScopes: Table<UsageScopeRow>;
  readonly usageWriters: Table<UsageWriterRow>;
  readonly contacts: Table<Contact>;
  readonly templates: Table<Template>;
  readonly keyNotices: Table<KeyNoticeRow>;
  readonly mails: Table<Mail>;
  readonly passwordResets: Table<PasswordResetRow>;
  readonly secondFactors: Table<SecondFactorRow>;
  readonly leakNotices: Table<LeakNoticeRow>;
  readonly alerts: Table<Alert>;
  readonly alertRules: Table<AlertRulesRow>;
  readonly alertSilences: Table<AlertSilenceRow>;
  readonly formerTerms: Table<FormerTermsRow>;
  readonly statements: Table<StatementRow>;
}

export const emptyTables = (): Tables => ({
  apis: new Table<Api>({ slug: (api) => [api.slug], hostnames: (api) => api.hostnames }),
  plans: new Table<Plan>({ slug: (plan) => [`${plan.apiId} ${plan.slug}`] }),
  workspaces: new Table<Workspace>(),
  apps: new Table<App>({ appKey: (app) => [app.appKey] }),
  members: new Table<MemberRow>(),
  formerMembers: new Table<FormerMemberRow>(),
  invitations: new Table<Invitation>(),
  keys: new Table<ApiKey>({ sha256: (key) => [key.sha256] }),
  users: new Table<User>({ email: (user) => [user.email] }),
  sessions: new Table<Session>(),
  audit: new Table<SealedEntry>(),
  auditHeads: new Table<AuditHeadRow>(),
  devices: new Table<Device>({ whatsAppPhoneNumberId: numberOfDevice }),
  messages: new Table<Message>(),
  requests: new Table<RequestRow>(),
  meters: new Table<MeteredPeriod>(),
  events: new Table<WorkspaceEvent>(),
  toldEvents: new Table<ToldEvent>(),
  webhooks: new Table<Webhook>(),
  deliveries: new Table<WebhookDelivery>(),
  usageCounts: new Table<UsageCountRow>(),
  usageUses: new Table<UsageUseRow>(),
  usageNetworks: new Table<UsageNetworkRow>(),
  usageScopes: new Table<UsageScopeRow>(),
  usageWriters: new Table<UsageWriterRow>(),
  contacts: new Table<Contact>({ phoneNumber: (contact) => [numberOfContact(contact)] }),
  templates: new Table<Template>({ name: ({ workspaceId, name, language }) => [`${workspaceId} ${name} ${language}`] }),
  keyNotices: new Table<KeyNoticeRow>(),
  mails: new Table<Mail>(),
  passwordResets: new Table<PasswordResetRow>(),
  secondFactors: new Table<SecondFactorRow>(),
  leakNotices: new Table<LeakNoticeRow>(),
  alerts: new Table<Alert>(),
  alertRules: new Table<AlertRulesRow>(),
  alertSilences: new Table<AlertSilenceRow>(),
  formerTerms: new Table<FormerTermsRow>(),
  statements: new Table<StatementRow>(),
});

const numberOfContact = ({ workspaceId, sandbox, phoneNumber }: Contact): string =>
  `${workspaceId} ${String(sandbox)} ${phoneNumber}`;

export const tablesOver = (tables: Tables): Tables => ({
  apis: tables.apis.over(),
  plans: tables.plans.over(),
  workspaces: tables.workspaces.over(),
  apps: tables.apps.over(),
  members: tables.members.over(),
  formerMembers: tables.formerMembers.over(),
  invitations: tables.invitations.over(),
  keys: tables.keys.over(),
  users: tables.users.over(),
  sessions: tables.sessions.over(),
  audit: tables.audit.over(),
  auditHeads: tables.auditHeads.over(),
  devices: tables.devices.over(),
  messages: tables.messages.over(),
  requests: tables.requests.over(),
  meters: tables.meters.over(),
  events: tables.events.over(),
  toldEvents: tables.toldEvents.over(),
  webhooks: tables.webhooks.over(),
  deliveries: tables.deliveries.over(),
  usageCounts: tables.usageCounts.over(),
  usageUses: tables.usageUses.over(),
  usageNetworks: tables.usageNetworks.over(),
  usageScopes: tables.usageScopes.over(),
  usageWriters: tables.usageWriters.over(),
  contacts: tables.contacts.over(),
  templates: tables.templates.over(),
  keyNotices: tables.keyNotices.over(),
  mails: tables.mails.over(),
  passwordResets: tables.passwordResets.over(),
  secondFactors: tables.secondFactors.over(),
  leakNotices: tables.leakNotices.over(),
  alerts: tables.alerts.over(),
  alertRules: tables.alertRules.over(),
  alertSilences: tables.alertSilences.over(),
  formerTerms: tables.formerTerms.over(),
  statements: tables.statements.over(),
});

export function settle(tables: Tables): void {
  for (const table of Object.values(tables) as Pick<Table<never>, 'settle'>[]) table.settle();
}

/** A number is a workspace's once, and free again when its device is removed. */
const numberOfDevice = ({ workspaceId, whatsAppPhoneNumberId, removedAtMs }: Device): readonly string[] =>
  whatsAppPhoneNumberId === null || removedAtMs !== null ? [] : [`${workspaceId} ${whatsAppPhoneNumberId}`];
