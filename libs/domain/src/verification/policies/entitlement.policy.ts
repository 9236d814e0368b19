import { deny } from '../decision.js';
import type { Policy } from './policy.js';

export const planIncludesEntitlement: Policy = ({ entitlement }, record) =>
  entitlement === null || record.plan.entitlements.includes(entitlement)
    ? null
    : deny('entitlement_missing', record, [entitlement]);
