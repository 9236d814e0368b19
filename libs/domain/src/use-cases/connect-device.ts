import { DomainError, InvalidFieldError, NotFoundError } from '../errors.js';
import { type Device, isOfSandbox } from '../messaging/device.js';
import type { Database } from '../ports/database.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { assertReaches, type Caller } from './caller.js';
import type { ChangeDevice, DeviceAddress } from './change-device.js';
import { assertLinks, type MessageProviders } from './link-check.js';

/** A linked device may lose its connection and find it again. Neither has anything to do with keys. */
export class ConnectDevice {
  constructor(
    private readonly database: Pick<Database, 'devices'>,
    private readonly changeDevice: ChangeDevice,
    private readonly providers: MessageProviders,
    private readonly secretBox: SecretBox,
  ) {}

  /** @throws NotFoundError, DomainError `device_not_connected` for one that is not linked yet */
  disconnect(caller: Caller, address: DeviceAddress): Promise<Device> {
    return this.changeDevice.execute(caller, address, (device) => {
      assertLinked(device);
      if (device.status === 'disconnected') return null;
      return { device: { ...device, status: 'disconnected' }, action: 'device.disconnected' };
    });
  }

  /**
   * @param accessToken in place of the one that the device has, where that is no longer good
   * @throws NotFoundError, InvalidFieldError, DomainError `device_not_connected` for one that is not linked yet, `unavailable`
   */
  async reconnect(caller: Caller, address: DeviceAddress, accessToken: string | null): Promise<Device> {
    assertReaches(caller, address.workspaceId);
    const found = await this.database.devices.find(address.workspaceId, address.deviceId);
    if (found === null) throw new NotFoundError('device');
    assertLinked(found);
    const renewed = await this.checked(found, accessToken);
    return this.changeDevice.execute(caller, address, (device) => {
      assertLinked(device);
      if (device.status === 'connected' && accessToken === null) return null;
      return { device: { ...device, ...renewed, status: 'connected' }, action: 'device.connected' };
    });
  }

  private async checked(device: Device, accessToken: string | null): Promise<Partial<Device>> {
    if (isOfSandbox(device)) {
      if (accessToken !== null)
        throw new InvalidFieldError('accessToken', 'A device of the sandbox takes no access token.');
      return {};
    }
    const { sealedAccessToken } = device;
    const stored = sealedAccessToken === null ? null : this.secretBox.open(sealedAccessToken, device.id);
    await assertLinks(this.providers[device.provider], { device, accessToken: accessToken ?? stored });
    return accessToken === null ? {} : { sealedAccessToken: this.secretBox.seal(accessToken, device.id) };
  }
}

function assertLinked({ status }: Device): void {
  if (status === 'linking')
    throw new DomainError('device_not_connected', 'The device is not linked yet: confirm its pairing code.');
}
