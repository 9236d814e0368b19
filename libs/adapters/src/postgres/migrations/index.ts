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
];
