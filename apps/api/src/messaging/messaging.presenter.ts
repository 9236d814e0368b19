import type { DeviceView, LinkingDeviceView, MessageView } from '@latchkey/contracts';
import { describeDevice, describeMessage, type Device, type Message } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

/** The words are those of the events, which the domain writes. */
export const toDeviceView = (device: Device): DeviceView => describeDevice(device);

export const toLinkingDeviceView = (device: Device, pairingCode: string | null): LinkingDeviceView => ({
  ...toDeviceView(device),
  pairingCode,
  pairingCodeExpiresAt: device.pairing && toTimestamp(device.pairing.expiresAtMs),
});

export const toMessageView = (message: Message): MessageView => describeMessage(message);
