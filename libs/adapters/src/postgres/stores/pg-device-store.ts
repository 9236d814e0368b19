import type { AmongDevices, CountsByWorkspace, Device, DeviceStore, Page, PageRequest } from '@latchkey/domain';
import { In } from 'typeorm';
import { DeviceEntity } from '../entities/device.entity.js';
import { fromDevice, toDevice } from '../mappers/device.mapper.js';
import type { Statements } from '../statements.js';
import { countsByWorkspace } from './counts-by-workspace.js';
import { pageOf } from './page-of.js';

export class PgDeviceStore implements DeviceStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(DeviceEntity, { workspaceId, id });
      return row && toDevice(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(DeviceEntity, { id }));
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null): Promise<Page<Device>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(DeviceEntity, 'device')
        .where('device.workspaceId = :workspaceId', { workspaceId });
      if (among !== null) query.andWhere('device.id = ANY(:ids)', { ids: [...among] });
      return pageOf(query, page, toDevice);
    });
  }

  oldestConnected(workspaceId: string, among: AmongDevices = null): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const where = { workspaceId, status: 'connected', ...(among && { id: In([...among]) }) } as const;
      const row = await manager.findOne(DeviceEntity, { where, order: { id: 'ASC' } });
      return row && toDevice(row);
    });
  }

  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace> {
    return this.statements.run((manager) =>
      countsByWorkspace(manager.createQueryBuilder(DeviceEntity, 'device'), workspaceIds),
    );
  }

  insert(device: Device): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(DeviceEntity, fromDevice(device));
    });
  }
}
