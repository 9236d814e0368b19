import type { Device } from '../messaging/device.js';
import type { Caller } from './caller.js';
import type { ChangeDevice, DeviceAddress } from './change-device.js';

/**
 * Unlinks a device for good, which makes room under the cap. Its messages stay to be read; what of them still waits
 * fails. Keys that are restricted to it touch nothing by it any more.
 */
export class RemoveDevice {
  constructor(private readonly changeDevice: ChangeDevice) {}

  /** @throws NotFoundError */
  execute(caller: Caller, address: DeviceAddress): Promise<Device> {
    return this.changeDevice.execute(caller, address, (device, nowMs) => ({
      device: { ...device, status: 'disconnected', pairing: null, sealedAccessToken: null, removedAtMs: nowMs },
      action: 'device.removed',
    }));
  }
}
