import type { AuditAction } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import type { Device } from '../messaging/device.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { assertReaches, type Caller } from './caller.js';
import { tellOfDevice } from './device-changes.js';

export interface DeviceAddress {
  readonly workspaceId: string;
  readonly deviceId: string;
}

export interface DecidedChange {
  readonly device: Device;
  readonly action: AuditAction;
}

/** The one way in which a device that is there changes: decided under its lock, audited and told of in the same transaction. */
export class ChangeDevice {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @param decide `null` where it is already as asked. @throws NotFoundError, and what `decide` throws */
  async execute(
    caller: Caller,
    { workspaceId, deviceId }: DeviceAddress,
    decide: (device: Device, nowMs: number) => DecidedChange | null,
  ): Promise<Device> {
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      const before = await stores.devices.lock(workspaceId, deviceId);
      if (before === null) throw new NotFoundError('device');
      const decided = decide(before, this.clock.nowMs());
      if (decided === null) return before;
      const { device: after, action } = decided;
      await stores.devices.update(after);
      await tellOfDevice(stores, caller, { action, before, after }, this.clock, this.random);
      return after;
    });
  }
}
