import {
  type Database,
  type Device,
  type DomainError,
  findOwn,
  type KeyRecord,
  liveDeviceDenied,
} from '@latchkey/domain';
import { DeniedException } from '../http/request-context.js';

/**
 * A device of the key's workspace that its kind may use: sandbox and test keys use the sandbox's only. Whether it is on
 * the key's list, the gate has decided.
 * @throws what `absent` makes, DeniedException
 */
export async function findReachable(
  database: Pick<Database, 'devices'>,
  record: KeyRecord,
  deviceId: string,
  absent: () => DomainError,
): Promise<Device> {
  const device = await findOwn(database.devices, record.workspace.id, deviceId, absent);
  const denied = liveDeviceDenied(record, device);
  if (denied !== null) throw new DeniedException(denied);
  return device;
}
