import type { AmongDevices, CountsByWorkspace, Device, DeviceStore, Page, PageRequest } from '@latchkey/domain';
import { countsByWorkspace } from './counts-by-workspace.js';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryDeviceStore implements DeviceStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Device | null> {
    const device = this.access.tables.devices.get(id);
    return Promise.resolve(device?.workspaceId === workspaceId ? device : null);
  }

  exists(id: string): Promise<boolean> {
    return Promise.resolve(this.access.tables.devices.get(id) !== null);
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null): Promise<Page<Device>> {
    const matches = ({ id, workspaceId: own }: Device) => own === workspaceId && (among === null || among.has(id));
    return pageOf(this.access.tables.devices.all(), page, matches);
  }

  oldestConnected(workspaceId: string, among: AmongDevices = null): Promise<Device | null> {
    let oldest: Device | null = null;
    for (const device of this.access.tables.devices.all()) {
      if (device.workspaceId !== workspaceId || device.status !== 'connected') continue;
      if (among !== null && !among.has(device.id)) continue;
      if (oldest === null || device.id < oldest.id) oldest = device;
    }
    return Promise.resolve(oldest);
  }

  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace> {
    return countsByWorkspace(this.access.tables.devices.all(), workspaceIds, () => true);
  }

  insert(device: Device): Promise<void> {
    return this.access.write(({ devices, workspaces }) => {
      requireParent(workspaces.get(device.workspaceId) !== null, 'device', 'workspace');
      devices.insert(device);
    });
  }
}
