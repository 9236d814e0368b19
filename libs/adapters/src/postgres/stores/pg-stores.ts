import type { AuditSeal, Stores } from '@latchkey/domain';
import type { Statements } from '../statements.js';
import { PgAlertRuleStore } from './pg-alert-rule-store.js';
import { PgAlertSilenceStore } from './pg-alert-silence-store.js';
import { PgAlertStore } from './pg-alert-store.js';
import { PgApiStore } from './pg-api-store.js';
import { PgAppStore } from './pg-app-store.js';
import { PgAuditLog } from './pg-audit-log.js';
import { PgContactStore } from './pg-contact-store.js';
import { PgDeviceStore } from './pg-device-store.js';
import { PgEventStore } from './pg-event-store.js';
import { PgFormerTermsStore } from './pg-former-terms-store.js';
import { PgIdempotencyStore } from './pg-idempotency-store.js';
import { PgInvitationStore } from './pg-invitation-store.js';
import { PgKeyNoticeStore } from './pg-key-notice-store.js';
import { PgKeyStore } from './pg-key-store.js';
import { PgLeakNoticeStore } from './pg-leak-notice-store.js';
import { PgMemberStore } from './pg-member-store.js';
import { PgMailStore } from './pg-mail-store.js';
import { PgMessageStore } from './pg-message-store.js';
import { PgMeterStore } from './pg-meter-store.js';
import { PgPasswordResetStore } from './pg-password-reset-store.js';
import { PgPlanStore } from './pg-plan-store.js';
import { PgSecondFactorStore } from './pg-second-factor-store.js';
import { PgSessionStore } from './pg-session-store.js';
import { PgStatementStore } from './pg-statement-store.js';
import { PgTemplateStore } from './pg-template-store.js';
import { PgUsageSignalStore } from './pg-usage-signal-store.js';
import { PgUsageStore } from './pg-usage-store.js';
import { PgUserStore } from './pg-user-store.js';
import { PgWebhookDeliveryStore } from './pg-webhook-delivery-store.js';
import { PgWebhookStore } from './pg-webhook-store.js';
import { PgWorkspaceStore } from './pg-workspace-store.js';

export const pgStores = (statements: Statements, auditSeal: AuditSeal): Stores => ({
  apis: new PgApiStore(statements),
  plans: new PgPlanStore(statements),
  workspaces: new PgWorkspaceStore(statements),
  apps: new PgAppStore(statements),
  members: new PgMemberStore(statements),
  invitations: new PgInvitationStore(statements),
  keys: new PgKeyStore(statements),
  users: new PgUserStore(statements),
  sessions: new PgSessionStore(statements),
  audit: new PgAuditLog(statements, auditSeal),
  devices: new PgDeviceStore(statements),
  messages: new PgMessageStore(statements),
  idempotency: new PgIdempotencyStore(statements),
  meters: new PgMeterStore(statements),
  events: new PgEventStore(statements),
  webhooks: new PgWebhookStore(statements),
  deliveries: new PgWebhookDeliveryStore(statements),
  usage: new PgUsageStore(statements),
  contacts: new PgContactStore(statements),
  templates: new PgTemplateStore(statements),
  keyNotices: new PgKeyNoticeStore(statements),
  usageSignals: new PgUsageSignalStore(statements),
  mails: new PgMailStore(statements),
  passwordResets: new PgPasswordResetStore(statements),
  secondFactors: new PgSecondFactorStore(statements),
  leakNotices: new PgLeakNoticeStore(statements),
  alerts: new PgAlertStore(statements),
  alertRules: new PgAlertRuleStore(statements),
  alertSilences: new PgAlertSilenceStore(statements),
  formerTerms: new PgFormerTermsStore(statements),
  statements: new PgStatementStore(statements),
});
