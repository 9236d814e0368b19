import { InvalidFieldError } from '../errors.js';
import { isWithin, type RateLimit } from '../metering/rate-limit.js';
import type { Stores } from '../ports/database.port.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';

/** @throws InvalidFieldError `rateLimit` for a key that would be faster than its workspace */
export async function assertWithinPlan(stores: Stores, workspace: Workspace, own: RateLimit | null): Promise<void> {
  if (own === null) return;
  const plan = await stores.plans.find(workspace.planId);
  const maximum = plan && limitsOf(workspace, plan).rateLimit;
  if (maximum !== null && !isWithin(own, maximum)) {
    const allowed = `${maximum.limit} requests in ${maximum.windowMs} ms`;
    throw new InvalidFieldError('rateLimit', `The rate limit of a key stays within that of its workspace: ${allowed}.`);
  }
}
