import { alertRuleStoresContract } from './alert-rule-stores.contract.js';
import { alertStoreContract } from './alert-store.contract.js';
import { apiStoreContract } from './api-store.contract.js';
import { appStoreContract } from './app-store.contract.js';
import { auditChainContract } from './audit-chain.contract.js';
import { auditLogContract } from './audit-log.contract.js';
import { contactStoreContract } from './contact-store.contract.js';
import { databaseContract } from './database.contract.js';
import { deliveryClaimsContract } from './delivery-claims.contract.js';
import { deviceStoreContract } from './device-store.contract.js';
import { dueKeysContract } from './due-keys.contract.js';
import { eventStoreContract } from './event-store.contract.js';
import { idempotencyStoreContract } from './idempotency-store.contract.js';
import { inheritedRightsContract } from './inherited-rights.contract.js';
import { invitationStoreContract } from './invitation-store.contract.js';
import { keyNoticeStoreContract } from './key-notice-store.contract.js';
import { keyPagesContract } from './key-pages.contract.js';
import { keyStoreContract } from './key-store.contract.js';
import { leakNoticeStoreContract } from './leak-notice-store.contract.js';
import { mailStoreContract } from './mail-store.contract.js';
import type { MakeDatabase } from './make-database.js';
import { messageOutboxContract } from './message-outbox.contract.js';
import { memberStoreContract } from './member-store.contract.js';
import { messageStoreContract } from './message-store.contract.js';
import { meterStoreContract } from './meter-store.contract.js';
import { passwordResetStoreContract } from './password-reset-store.contract.js';
import { planStoreContract } from './plan-store.contract.js';
import { secondFactorStoreContract } from './second-factor-store.contract.js';
import { sessionStoreContract } from './session-store.contract.js';
import { soughtKeysContract } from './sought-keys.contract.js';
import { statementStoreContract } from './statement-store.contract.js';
import { templateStoreContract } from './template-store.contract.js';
import { usageSignalStoreContract } from './usage-signal-store.contract.js';
import { usageStoreContract } from './usage-store.contract.js';
import { userStoreContract } from './user-store.contract.js';
import { webhookDeliveryStoreContract } from './webhook-delivery-store.contract.js';
import { webhookStoreContract } from './webhook-store.contract.js';
import { workspaceStoreContract } from './workspace-store.contract.js';

/** Everything that an implementation of `Database` has to pass. */
export function databaseContracts(makeDatabase: MakeDatabase): void {
  for (const contract of [
    apiStoreContract,
    planStoreContract,
    workspaceStoreContract,
    appStoreContract,
    keyStoreContract,
    keyPagesContract,
    dueKeysContract,
    soughtKeysContract,
    userStoreContract,
    sessionStoreContract,
    memberStoreContract,
    invitationStoreContract,
    inheritedRightsContract,
    auditLogContract,
    auditChainContract,
    deviceStoreContract,
    messageStoreContract,
    messageOutboxContract,
    idempotencyStoreContract,
    meterStoreContract,
    eventStoreContract,
    webhookStoreContract,
    webhookDeliveryStoreContract,
    deliveryClaimsContract,
    usageStoreContract,
    contactStoreContract,
    keyNoticeStoreContract,
    mailStoreContract,
    passwordResetStoreContract,
    secondFactorStoreContract,
    templateStoreContract,
    leakNoticeStoreContract,
    usageSignalStoreContract,
    alertStoreContract,
    alertRuleStoresContract,
    statementStoreContract,
    databaseContract,
  ]) {
    contract(makeDatabase);
  }
}
