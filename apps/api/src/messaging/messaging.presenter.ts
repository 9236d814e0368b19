import type { DeviceView, LinkingDeviceView, MessageOfWorkspaceView, MessageView } from '@latchkey/contracts';
import { type Actor, describeDevice, describeMessage, type Device, type Message } from '@latchkey/domain';
import { toTimestamp } from '../http/timestamps.js';

/** The words are those of the events, which the domain writes. */
export const toDeviceView = (device: Device): DeviceView => describeDevice(device);

export const toLinkingDeviceView = (device: Device, pairingCode: string | null): LinkingDeviceView => ({
  ...toDeviceView(device),
  pairingCode,
  pairingCodeExpiresAt: device.pairing && toTimestamp(device.pairing.expiresAtMs),
});

export const toMessageView = (message: Message): MessageView => describeMessage(message);

export const toMessageOfWorkspace = (message: Message): MessageOfWorkspaceView => ({
  ...toMessageView(message),
  sender: senderOf(message),
});

function senderOf({ keyId, userId }: Message): Actor {
  if (userId !== null) return { kind: 'user', id: userId };
  if (keyId !== null) return { kind: 'key', id: keyId };
  throw new Error('A message has a sender.');
}
