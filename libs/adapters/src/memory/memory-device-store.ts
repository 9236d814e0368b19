import {
  type AmongDevices,
  type CountsByWorkspace,
  type Device,
  type DeviceStore,
  isOfSandbox,
  NotFoundError,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { countsByWorkspace } from './counts-by-workspace.js';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

const isPresent = ({ removedAtMs }: Device): boolean => removedAtMs === null;

export class MemoryDeviceStore implements DeviceStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Device | null> {
    const device = this.access.tables.devices.get(id);
    return Promise.resolve(device?.workspaceId === workspaceId && isPresent(device) ? device : null);
  }

  lock(workspaceId: string, id: string): Promise<Device | null> {
    return this.find(workspaceId, id);
  }

  findByPhoneNumber(workspaceId: string, whatsAppPhoneNumberId: string): Promise<Device | null> {
    const matches = (device: Device) => device.whatsAppPhoneNumberId === whatsAppPhoneNumberId;
    return Promise.resolve(this.within(workspaceId, null, false).find(matches) ?? null);
  }

  exists(id: string): Promise<boolean> {
    const device = this.access.tables.devices.get(id);
    return Promise.resolve(device !== null && isPresent(device));
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null, onlySandbox = false): Promise<Page<Device>> {
    return pageOf(this.within(workspaceId, among, onlySandbox), page, () => true);
  }

  oldestConnected(workspaceId: string, among: AmongDevices = null, onlySandbox = false): Promise<Device | null> {
    const connected = this.within(workspaceId, among, onlySandbox)
      .filter(({ status }) => status === 'connected')
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    return Promise.resolve(connected.find((device) => !isOfSandbox(device)) ?? connected[0] ?? null);
  }

  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace> {
    return countsByWorkspace(this.access.tables.devices.all(), workspaceIds, isPresent);
  }

  countAt(workspaceId: string, atMs: number): Promise<number> {
    const wasThere = ({ workspaceId: own, createdAtMs, removedAtMs }: Device) =>
      own === workspaceId && createdAtMs <= atMs && (removedAtMs === null || removedAtMs > atMs);
    return Promise.resolve([...this.access.tables.devices.all()].filter(wasThere).length);
  }

  insert(device: Device): Promise<void> {
    return this.access.write(({ devices, workspaces }) => {
      requireParent(workspaces.get(device.workspaceId) !== null, 'device', 'workspace');
      devices.insert(device);
    });
  }

  update(device: Device): Promise<void> {
    return this.access.write(({ devices }) => {
      const former = devices.get(device.id);
      if (former?.workspaceId !== device.workspaceId || !isPresent(former)) throw new NotFoundError('device');
      devices.replace(device);
    });
  }

  private within(workspaceId: string, among: AmongDevices, onlySandbox: boolean): Device[] {
    return [...this.access.tables.devices.all()].filter(
      (device) =>
        device.workspaceId === workspaceId &&
        isPresent(device) &&
        (among === null || among.has(device.id)) &&
        (!onlySandbox || isOfSandbox(device)),
    );
  }
}
