import { DomainError, InvalidFieldError } from '../errors.js';
import type { Device } from '../messaging/device.js';
import { fitsPairing, newPairingCode } from '../messaging/pairing-code.js';
import type { Random } from '../ports/random.port.js';
import type { Caller } from './caller.js';
import type { ChangeDevice, DeviceAddress } from './change-device.js';

/** Links a device of the sandbox as a telephone is linked by its QR code. */
export class PairDevice {
  constructor(
    private readonly changeDevice: ChangeDevice,
    private readonly random: Random,
  ) {}

  /** Another code in place of the one before. @throws NotFoundError, DomainError `conflict` for one that is linked */
  async renewCode(caller: Caller, address: DeviceAddress): Promise<{ readonly device: Device; readonly code: string }> {
    let code = '';
    const device = await this.changeDevice.execute(caller, address, (current, nowMs) => {
      if (current.pairing === null) throw alreadyLinked();
      const renewed = newPairingCode(nowMs, this.random);
      code = renewed.code;
      return { device: { ...current, pairing: renewed.pairing }, action: 'device.pairing_renewed' };
    });
    return { device, code };
  }

  /**
   * What the telephone does with the code.
   * @throws NotFoundError, InvalidFieldError for another code or one whose time is over, DomainError `conflict` for a device that is linked
   */
  confirm(caller: Caller, address: DeviceAddress, code: string): Promise<Device> {
    return this.changeDevice.execute(caller, address, (device, nowMs) => {
      if (device.pairing === null) throw alreadyLinked();
      if (!fitsPairing(code, device.pairing, nowMs)) {
        throw new InvalidFieldError(
          'code',
          'This is not the code of this device, or its time is over. Ask for a new one.',
        );
      }
      return { device: { ...device, status: 'connected', pairing: null }, action: 'device.connected' };
    });
  }
}

const alreadyLinked = () => new DomainError('conflict', 'The device is linked already.');
