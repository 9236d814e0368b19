import { deny } from '../decision.js';
import type { Policy } from './policy.js';

/** A key that is bound to an app is good only together with that app's public key. */
export const appIsNamed: Policy = ({ appKey }, record) => {
  if (record.key.appId === null) return null;
  const { app } = record;
  const isNamed = app !== null && app.archivedAtMs === null && app.appKey === appKey;
  return isNamed ? null : deny('app_mismatch', record);
};
