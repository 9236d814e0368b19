import type { DeviceView, MessageView } from '@latchkey/contracts';
import type { Device, Message } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

export const toDeviceView = ({ id, name, status, createdAtMs }: Device): DeviceView => ({
  id,
  name,
  status,
  createdAt: toTimestamp(createdAtMs),
});

export const toMessageView = ({ id, deviceId, to, body, status, sandbox, createdAtMs }: Message): MessageView => ({
  id,
  deviceId,
  to,
  body,
  status,
  sandbox,
  createdAt: toTimestamp(createdAtMs),
});
