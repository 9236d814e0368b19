import type { DenyRule } from '@latchkey/vocabulary';
import { deny } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

/** A key that is bound to an app is good only together with that app's public key. */
export const appIsNamed: Policy = ({ appKey }, record) => {
  if (record.key.appId === null) return null;
  const rule = brokenRule(record, appKey);
  return rule === null ? null : deny('app_mismatch', record, [], rule);
};

function brokenRule({ app }: KeyRecord, appKey: string | null): DenyRule | null {
  if (app !== null && app.archivedAtMs !== null) return 'app_archived';
  if (appKey === null) return 'app_not_named';
  return app !== null && app.appKey === appKey ? null : 'other_app_named';
}
