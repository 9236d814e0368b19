import { deny } from '../decision.js';
import type { Policy } from './policy.js';

/** A sandbox key reaches sandbox data only, so it has no business where everything is for real. */
export const typeSuitsRoute: Policy = ({ liveOnly }, record) =>
  liveOnly && record.key.type === 'sandbox' ? deny('environment_denied', record) : null;
