import {
  type Database,
  type Device,
  type DomainError,
  findOwn,
  liveDeviceDenied,
  type Principal,
  reachOf,
} from '@latchkey/domain';
import { DeniedException } from '../http/request-context.js';

/**
 * A device of the workspace that may be used: sandbox and test keys use the sandbox's only. Whether it is on a key's list,
 * the gate has decided.
 * @throws what `absent` makes, DeniedException
 */
export async function findReachable(
  database: Pick<Database, 'devices'>,
  principal: Principal,
  deviceId: string,
  absent: () => DomainError,
): Promise<Device> {
  const { workspaceId, record } = reachOf(principal);
  const device = await findOwn(database.devices, workspaceId, deviceId, absent);
  const denied = record && liveDeviceDenied(record, device);
  if (denied !== null) throw new DeniedException(denied);
  return device;
}
