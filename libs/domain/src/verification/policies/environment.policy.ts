import { deny } from '../decision.js';
import type { Policy } from './policy.js';

/** A sandbox key reaches sandbox data only, and a test key is for tests: where everything is for real they are refused. */
export const typeSuitsRoute: Policy = ({ liveOnly }, record) =>
  liveOnly && (record.key.type === 'sandbox' || record.key.environment === 'test')
    ? deny('environment_denied', record)
    : null;
