import type { SendTextMessageRequest } from '@latchkey/contracts';
import {
  type Database,
  type Device,
  deviceDenied,
  DomainError,
  InvalidFieldError,
  type KeyRecord,
  liveDeviceDenied,
  staysInSandbox,
} from '@latchkey/domain';
import { PAGE_LIMIT_MAX } from '@latchkey/vocabulary';
import { DeniedException } from '../../http/request-context.js';

type Devices = Pick<Database, 'devices'>;
type SenderNumbers = Pick<SendTextMessageRequest, 'whatsAppBusinessId' | 'whatsAppBusinessPhoneNumberId'>;

/**
 * The device that carries the telephone number of the request. Where none of the workspace carries a number, as in a
 * sandbox that was just made, the oldest connected one stands for all.
 * @throws InvalidFieldError for numbers that are not the workspace's, DeniedException, DomainError `device_not_connected`
 */
export async function senderDevice(database: Devices, record: KeyRecord, numbers: SenderNumbers): Promise<Device> {
  const { whatsAppBusinessId, whatsAppBusinessPhoneNumberId } = numbers;
  const device = await database.devices.findByPhoneNumber(record.workspace.id, whatsAppBusinessPhoneNumberId);
  if (device === null) return unnumberedDevice(database, record);
  const denied = deviceDenied(record, device.id) ?? liveDeviceDenied(record, device);
  if (denied !== null) throw new DeniedException(denied);
  if (device.whatsAppBusinessId !== null && device.whatsAppBusinessId !== whatsAppBusinessId) {
    throw new InvalidFieldError('whatsAppBusinessId', 'The telephone number belongs to another business.');
  }
  return device;
}

async function unnumberedDevice({ devices }: Devices, { workspace, devices: among, key }: KeyRecord): Promise<Device> {
  const { items } = await devices.page(workspace.id, { limit: PAGE_LIMIT_MAX });
  if (items.some(({ whatsAppPhoneNumberId }) => whatsAppPhoneNumberId !== null)) {
    throw new InvalidFieldError('whatsAppBusinessPhoneNumberId', 'There is no such number in this workspace.');
  }
  const device = await devices.oldestConnected(workspace.id, among, staysInSandbox(key));
  if (device === null) throw new DomainError('device_not_connected', 'No device that this key may use is connected.');
  return device;
}
