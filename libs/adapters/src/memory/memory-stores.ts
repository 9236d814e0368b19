import { MemoryAlertRuleStore } from './memory-alert-rule-store.js';
import { MemoryAlertSilenceStore } from './memory-alert-silence-store.js';
import { MemoryAlertStore } from './memory-alert-store.js';
import type { AuditSeal, Stores } from '@latchkey/domain';
import { MemoryApiStore } from './memory-api-store.js';
import { MemoryAppStore } from './memory-app-store.js';
import { MemoryAuditLog } from './memory-audit-log.js';
import { MemoryContactStore } from './memory-contact-store.js';
import { MemoryDeviceStore } from './memory-device-store.js';
import { MemoryEventStore } from './memory-event-store.js';
import { MemoryFormerTermsStore } from './memory-former-terms-store.js';
import { MemoryIdempotencyStore } from './memory-idempotency-store.js';
import { MemoryInvitationStore } from './memory-invitation-store.js';
import { MemoryKeyNoticeStore } from './memory-key-notice-store.js';
import { MemoryKeyStore } from './memory-key-store.js';
import { MemoryLeakNoticeStore } from './memory-leak-notice-store.js';
import { MemoryMemberStore } from './memory-member-store.js';
import { MemoryMailStore } from './memory-mail-store.js';
import { MemoryMessageStore } from './memory-message-store.js';
import { MemoryMeterStore } from './memory-meter-store.js';
import { MemoryPasswordResetStore } from './memory-password-reset-store.js';
import { MemoryPlanStore } from './memory-plan-store.js';
import { MemorySecondFactorStore } from './memory-second-factor-store.js';
import { MemorySessionStore } from './memory-session-store.js';
import { MemoryStatementStore } from './memory-statement-store.js';
import { MemoryTemplateStore } from './memory-template-store.js';
import { MemoryUsageSignalStore } from './memory-usage-signal-store.js';
import { MemoryUsageStore } from './memory-usage-store.js';
import { MemoryUserStore } from './memory-user-store.js';
import { MemoryWebhookDeliveryStore } from './memory-webhook-delivery-store.js';
import { MemoryWebhookStore } from './memory-webhook-store.js';
import { MemoryWorkspaceStore } from './memory-workspace-store.js';
import type { TableAccess } from './table-access.js';

export const memoryStores = (access: TableAccess, auditSeal: AuditSeal): Stores => ({
  apis: new MemoryApiStore(access),
  plans: new MemoryPlanStore(access),
  workspaces: new MemoryWorkspaceStore(access),
  apps: new MemoryAppStore(access),
  members: new MemoryMemberStore(access),
  invitations: new MemoryInvitationStore(access),
  keys: new MemoryKeyStore(access),
  users: new MemoryUserStore(access),
  sessions: new MemorySessionStore(access),
  audit: new MemoryAuditLog(access, auditSeal),
  devices: new MemoryDeviceStore(access),
  messages: new MemoryMessageStore(access),
  idempotency: new MemoryIdempotencyStore(access),
  meters: new MemoryMeterStore(access),
  events: new MemoryEventStore(access),
  webhooks: new MemoryWebhookStore(access),
  deliveries: new MemoryWebhookDeliveryStore(access),
  usage: new MemoryUsageStore(access),
  contacts: new MemoryContactStore(access),
  templates: new MemoryTemplateStore(access),
  keyNotices: new MemoryKeyNoticeStore(access),
  usageSignals: new MemoryUsageSignalStore(access),
  mails: new MemoryMailStore(access),
  passwordResets: new MemoryPasswordResetStore(access),
  secondFactors: new MemorySecondFactorStore(access),
  leakNotices: new MemoryLeakNoticeStore(access),
  alerts: new MemoryAlertStore(access),
  alertRules: new MemoryAlertRuleStore(access),
  alertSilences: new MemoryAlertSilenceStore(access),
  formerTerms: new MemoryFormerTermsStore(access),
  statements: new MemoryStatementStore(access),
});
