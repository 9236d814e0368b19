import { deny, type Denied } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

export const resourceIsWithinReach: Policy = ({ resourceId }, record) =>
  resourceId === null ? null : deviceDenied(record, resourceId);

/** Also for what turns out to be a device's only when it has been read, such as a message. */
export const deviceDenied = (record: KeyRecord, deviceId: string): Denied | null =>
  record.devices === null || record.devices.has(deviceId) ? null : deny('resource_denied', record);
