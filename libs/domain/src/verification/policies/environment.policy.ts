import type { ApiKey } from '../../key/api-key.js';
import { type Device, isOfSandbox } from '../../messaging/device.js';
import { deny, type Denied } from '../decision.js';
import type { KeyRecord } from '../key-record.js';
import type { Policy } from './policy.js';

/** A sandbox key reaches sandbox data only, and a test key is for tests. */
export const staysInSandbox = ({ type, environment }: Pick<ApiKey, 'type' | 'environment'>): boolean =>
  type === 'sandbox' || environment === 'test';

/** Where everything is for real they are refused. */
export const typeSuitsRoute: Policy = ({ liveOnly }, record) =>
  liveOnly && staysInSandbox(record.key) ? deny('environment_denied', record) : null;

/** Also for what turns out to be live only when it has been read. */
export const liveDenied = (record: KeyRecord, isLive: boolean): Denied | null =>
  isLive && staysInSandbox(record.key) ? deny('environment_denied', record) : null;

export const liveDeviceDenied = (record: KeyRecord, device: Device): Denied | null =>
  liveDenied(record, !isOfSandbox(device));
