import { CreateTenancy1763694000000 } from './1763694000000-create-tenancy.js';
import { CreateApiKeys1763694060000 } from './1763694060000-create-api-keys.js';
import { CreateIdentity1763694120000 } from './1763694120000-create-identity.js';
import { CreateAuditLog1763694180000 } from './1763694180000-create-audit-log.js';
import { CreateMessaging1763694240000 } from './1763694240000-create-messaging.js';
import { RestrictKeys1763700000000 } from './1763700000000-restrict-keys.js';
import { AddRateLimits1763710000000 } from './1763710000000-add-rate-limits.js';
import { AddRotation1763720000000 } from './1763720000000-add-rotation.js';
import { AddPlanLimits1763725000000 } from './1763725000000-add-plan-limits.js';
import { CreateMeteredPeriods1763726000000 } from './1763726000000-create-metered-periods.js';
import { RecordRequests1763730000000 } from './1763730000000-record-requests.js';
import { CountUsage1763740000000 } from './1763740000000-count-usage.js';
import { AddWebhooksEntitlement1763750000000 } from './1763750000000-add-webhooks-entitlement.js';
import { IndexWorkspacesByPlan1763750060000 } from './1763750060000-index-workspaces-by-plan.js';
import { AddKeyPolicies1763760000000 } from './1763760000000-add-key-policies.js';
import { CreateEvents1763770000000 } from './1763770000000-create-events.js';
import { LinkDevices1763771000000 } from './1763771000000-link-devices.js';
import { LetMessagesTravel1763771060000 } from './1763771060000-let-messages-travel.js';
import { CreateWebhooks1763772000000 } from './1763772000000-create-webhooks.js';
import { CreateMembers1763773000000 } from './1763773000000-create-members.js';
import { InheritRights1763773060000 } from './1763773060000-inherit-rights.js';
import { LabelPlansOfKeys1763774500000 } from './1763774500000-label-plans-of-keys.js';
import { KeepContacts1763775000000 } from './1763775000000-keep-contacts.js';
import { KeepTemplates1763775060000 } from './1763775060000-keep-templates.js';
import { IndexMessagesByTime1763775120000 } from './1763775120000-index-messages-by-time.js';
import { MarkWhatWasTold1763775180000 } from './1763775180000-mark-what-was-told.js';
import { CreateMails1763775240000 } from './1763775240000-create-mails.js';
import { ConfirmSessions1763780000000 } from './1763780000000-confirm-sessions.js';
import { ResetPasswords1763780060000 } from './1763780060000-reset-passwords.js';
import { CreateSecondFactors1763780120000 } from './1763780120000-create-second-factors.js';
import { SayWhereSessionsBegan1763780180000 } from './1763780180000-say-where-sessions-began.js';
import { RememberFormerMembers1763781000000 } from './1763781000000-remember-former-members.js';
import { CreateInvitations1763781060000 } from './1763781060000-create-invitations.js';
import { AddSelfService1763782000000 } from './1763782000000-add-self-service.js';
import { KeepFormerTerms1763782060000 } from './1763782060000-keep-former-terms.js';
import { CreateStatements1763782120000 } from './1763782120000-create-statements.js';
import { ChainAuditLog1763783000000 } from './1763783000000-chain-audit-log.js';
import { CreateAlerts1763784000000 } from './1763784000000-create-alerts.js';
import { WatchUse1763784060000 } from './1763784060000-watch-use.js';
import { JudgeLeaks1763785000000 } from './1763785000000-judge-leaks.js';
import { LetPeopleSend1763786000000 } from './1763786000000-let-people-send.js';
import { CountUsesOfScopes1763786060000 } from './1763786060000-count-uses-of-scopes.js';
import { FindWorkspacesByName1763786120000 } from './1763786120000-find-workspaces-by-name.js';
import { FindKeysQuickly1763787000000 } from './1763787000000-find-keys-quickly.js';

/** In the order in which they run. One that has been released is never edited: the next one follows it. */
export const MIGRATIONS = [
  CreateTenancy1763694000000,
  CreateApiKeys1763694060000,
  CreateIdentity1763694120000,
  CreateAuditLog1763694180000,
  CreateMessaging1763694240000,
  RestrictKeys1763700000000,
  AddRateLimits1763710000000,
  AddRotation1763720000000,
  AddPlanLimits1763725000000,
  CreateMeteredPeriods1763726000000,
  RecordRequests1763730000000,
  CountUsage1763740000000,
  AddWebhooksEntitlement1763750000000,
  IndexWorkspacesByPlan1763750060000,
  AddKeyPolicies1763760000000,
  CreateEvents1763770000000,
  LinkDevices1763771000000,
  LetMessagesTravel1763771060000,
  CreateWebhooks1763772000000,
  CreateMembers1763773000000,
  InheritRights1763773060000,
  LabelPlansOfKeys1763774500000,
  KeepContacts1763775000000,
  KeepTemplates1763775060000,
  IndexMessagesByTime1763775120000,
  MarkWhatWasTold1763775180000,
  CreateMails1763775240000,
  ConfirmSessions1763780000000,
  ResetPasswords1763780060000,
  CreateSecondFactors1763780120000,
  SayWhereSessionsBegan1763780180000,
  RememberFormerMembers1763781000000,
  CreateInvitations1763781060000,
  AddSelfService1763782000000,
  KeepFormerTerms1763782060000,
  CreateStatements1763782120000,
  ChainAuditLog1763783000000,
  CreateAlerts1763784000000,
  WatchUse1763784060000,
  JudgeLeaks1763785000000,
  LetPeopleSend1763786000000,
  CountUsesOfScopes1763786060000,
  FindWorkspacesByName1763786120000,
  FindKeysQuickly1763787000000,
];
