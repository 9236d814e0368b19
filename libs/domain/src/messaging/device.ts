import type { DeviceProvider, DeviceStatus } from '@latchkey/vocabulary';

/** A sender. Its link is independent of the life of any key. */
export interface Device {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly provider: DeviceProvider;
  readonly status: DeviceStatus;
  /** While it is `linking`: what its pairing code hashes to, and until when that is good; else `null`. */
  readonly pairing: Pairing | null;
  /** As Meta numbers them: digits. A device of the sandbox may carry them too. */
  readonly whatsAppBusinessId: string | null;
  readonly whatsAppPhoneNumberId: string | null;
  /** What opens the provider for it, sealed for this device's id; `null` in the sandbox, and once it is removed. */
  readonly sealedAccessToken: string | null;
  readonly createdAtMs: number;
  /** A removed device is absent to everybody; its messages stay. */
  readonly removedAtMs: number | null;
}

export interface Pairing {
  readonly codeSha256: string;
  readonly expiresAtMs: number;
}

/** Who may say how a device comes into being. */
export type NewDevice = Pick<Device, 'id' | 'workspaceId' | 'name' | 'createdAtMs'> & Partial<Device>;

/** Without more it is of the sandbox, where there is nothing to link, so that it is connected from the start. */
export const newDevice = (device: NewDevice): Device => ({
  provider: 'sandbox',
  status: 'connected',
  pairing: null,
  whatsAppBusinessId: null,
  whatsAppPhoneNumberId: null,
  sealedAccessToken: null,
  removedAtMs: null,
  ...device,
});

export const isOfSandbox = ({ provider }: Pick<Device, 'provider'>): boolean => provider === 'sandbox';

/** A device as answers and events tell of it: without what links it. */
export const describeDevice = (device: Device) => ({
  id: device.id,
  name: device.name,
  provider: device.provider,
  sandbox: isOfSandbox(device),
  status: device.status,
  whatsAppBusinessId: device.whatsAppBusinessId,
  whatsAppPhoneNumberId: device.whatsAppPhoneNumberId,
  createdAt: new Date(device.createdAtMs).toISOString(),
});
