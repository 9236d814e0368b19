import { DomainError } from '../errors.js';
import type { Plan } from '../tenancy/plan.js';
import type { Entitlement } from '@latchkey/vocabulary';

/** The plan lacks a feature that a change needs. It is answered as the decision `entitlement_missing`, to whoever asks. */
export class EntitlementMissingError extends DomainError {
  constructor(readonly entitlement: Entitlement) {
    super('forbidden', `The plan of this workspace does not include ${entitlement}.`);
  }
}

export const includesWebhooks = ({ entitlements }: Plan): boolean => entitlements.includes('webhooks');

/** @throws EntitlementMissingError */
export function assertIncludesWebhooks(plan: Plan): void {
  if (!includesWebhooks(plan)) throw new EntitlementMissingError('webhooks');
}
