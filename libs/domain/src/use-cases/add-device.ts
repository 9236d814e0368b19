import { newId } from '../id.js';
import type { Device } from '../messaging/device.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { assertRoomForDevice, lockTenant } from './caps.js';
import { noteCreated } from './created-once.js';

/** Devices are the sandbox's: there is nothing to link, so a new one is connected from the start. */
export class AddDevice {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, DomainError `cap_reached` */
  async execute(caller: Caller, command: { readonly workspaceId: string; readonly name: string }): Promise<Device> {
    const { workspaceId, name } = command;
    assertReaches(caller, workspaceId);
    return this.database.transaction(async (stores) => {
      await assertRoomForDevice(stores, await lockTenant(stores, workspaceId));
      const createdAtMs = this.clock.nowMs();
      const id = newId('dev', createdAtMs, this.random);
      const device: Device = { id, workspaceId, name, status: 'connected', createdAtMs };
      await stores.devices.insert(device);
      await noteCreated(stores, caller.claim, id);
      const change = { action: 'device.created', workspaceId, targetId: id, after: { name } } as const;
      await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
      return device;
    });
  }
}
