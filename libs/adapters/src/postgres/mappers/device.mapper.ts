import type { Device } from '@latchkey/domain';
import type { DeviceEntity } from '../entities/device.entity.js';
import { toDate, toMs } from './instants.js';

export const toDevice = (row: DeviceEntity): Device => ({
  id: row.id,
  workspaceId: row.workspaceId,
  name: row.name,
  status: row.status,
  createdAtMs: toMs(row.createdAt),
});

export const fromDevice = (device: Device): DeviceEntity => ({
  id: device.id,
  workspaceId: device.workspaceId,
  name: device.name,
  status: device.status,
  createdAt: toDate(device.createdAtMs),
});
