import type { DeviceLink, DeviceProvider } from '@latchkey/vocabulary';
import { InvalidFieldError } from '../errors.js';
import { newId } from '../id.js';
import { type Device, newDevice } from '../messaging/device.js';
import { newPairingCode } from '../messaging/pairing-code.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { assertReaches, type Caller } from './caller.js';
import { assertRoomForDevice } from './caps.js';
import { noteCreated } from './created-once.js';
import { tellOfDevice } from './device-changes.js';
import { assertLinks, type MessageProviders } from './link-check.js';
import { lockTenant } from './tenant.js';

export interface AddDeviceCommand {
  readonly workspaceId: string;
  readonly name: string;
  /** Left out: `sandbox`. */
  readonly provider?: DeviceProvider;
  /** Left out: `none`, so that a device of the sandbox is connected from the start. */
  readonly link?: DeviceLink;
  readonly whatsAppBusinessId?: string;
  readonly whatsAppPhoneNumberId?: string;
  readonly accessToken?: string;
}

export interface AddedDevice {
  readonly device: Device;
  /** Shown once; `null` where there is nothing to confirm. */
  readonly pairingCode: string | null;
}

export class AddDevice {
  constructor(
    private readonly database: Database,
    private readonly providers: MessageProviders,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, InvalidFieldError, ConflictError, DomainError `cap_reached`, `unavailable` */
  async execute(caller: Caller, command: AddDeviceCommand): Promise<AddedDevice> {
    const { workspaceId } = command;
    assertReaches(caller, workspaceId);
    assertFits(command);
    const { device, pairingCode } = this.deviceOf(command);
    if (command.accessToken !== undefined)
      await assertLinks(this.providers[device.provider], { device, accessToken: command.accessToken });
    await this.database.transaction(async (stores) => {
      await assertRoomForDevice(stores, await lockTenant(stores, workspaceId));
      await stores.devices.insert(device);
      await noteCreated(stores, caller.claim, device.id);
      const change = { action: 'device.created', before: null, after: device } as const;
      await tellOfDevice(stores, caller, change, this.clock, this.random);
    });
    return { device, pairingCode };
  }

  private deviceOf(command: AddDeviceCommand): AddedDevice {
    const { workspaceId, name, provider = 'sandbox', link = 'none', accessToken } = command;
    const createdAtMs = this.clock.nowMs();
    const id = newId('dev', createdAtMs, this.random);
    const paired = link === 'pairing' ? newPairingCode(createdAtMs, this.random) : null;
    const device = newDevice({
      id,
      workspaceId,
      name,
      provider,
      createdAtMs,
      whatsAppBusinessId: command.whatsAppBusinessId ?? null,
      whatsAppPhoneNumberId: command.whatsAppPhoneNumberId ?? null,
      ...(accessToken !== undefined && { sealedAccessToken: this.secretBox.seal(accessToken, id) }),
      ...(paired && { status: 'linking', pairing: paired.pairing }),
    });
    return { device, pairingCode: paired?.code ?? null };
  }
}

/** @throws InvalidFieldError */
function assertFits({
  provider = 'sandbox',
  link = 'none',
  accessToken,
  whatsAppPhoneNumberId,
}: AddDeviceCommand): void {
  if (provider === 'sandbox') {
    if (accessToken !== undefined)
      throw new InvalidFieldError('accessToken', 'A device of the sandbox takes no access token.');
    return;
  }
  if (whatsAppPhoneNumberId === undefined)
    throw new InvalidFieldError('whatsAppPhoneNumberId', 'Say which phone number id of Meta this device is.');
  if (accessToken === undefined)
    throw new InvalidFieldError('accessToken', 'Give an access token that may send from this phone number.');
  if (link === 'pairing')
    throw new InvalidFieldError('link', 'A device of the Cloud API is linked by its access token, not by a code.');
}
