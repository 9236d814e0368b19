import {
  type AmongDevices,
  type CountsByWorkspace,
  type Device,
  type DeviceStore,
  NotFoundError,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { type EntityManager, IsNull, type SelectQueryBuilder } from 'typeorm';
import { DeviceEntity } from '../entities/device.entity.js';
import { fromDevice, toDevice } from '../mappers/device.mapper.js';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';
import { countsByWorkspace } from './counts-by-workspace.js';
import { pageOf } from './page-of.js';

const PRESENT = { removedAt: IsNull() };

export class PgDeviceStore implements DeviceStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(DeviceEntity, { workspaceId, id, ...PRESENT });
      return row && toDevice(row);
    });
  }

  /** Not FOR UPDATE: messages that are just being sent from it need not wait. */
  lock(workspaceId: string, id: string): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(DeviceEntity, { where: { workspaceId, id, ...PRESENT }, lock });
      return row && toDevice(row);
    });
  }

  findByPhoneNumber(workspaceId: string, whatsAppPhoneNumberId: string): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(DeviceEntity, { workspaceId, whatsAppPhoneNumberId, ...PRESENT });
      return row && toDevice(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(DeviceEntity, { id, ...PRESENT }));
  }

  page(workspaceId: string, page: PageRequest, among: AmongDevices = null, onlySandbox = false): Promise<Page<Device>> {
    return this.statements.run((manager) => pageOf(within(manager, workspaceId, among, onlySandbox), page, toDevice));
  }

  oldestConnected(workspaceId: string, among: AmongDevices = null, onlySandbox = false): Promise<Device | null> {
    return this.statements.run(async (manager) => {
      const row = await within(manager, workspaceId, among, onlySandbox)
        .andWhere(`device.status = 'connected'`)
        .addSelect(`device.provider = 'sandbox'`, 'is_sandbox')
        .orderBy('is_sandbox')
        .addOrderBy('device.id')
        .limit(1)
        .getOne();
      return row && toDevice(row);
    });
  }

  counts(workspaceIds: readonly string[]): Promise<CountsByWorkspace> {
    return this.statements.run((manager) => countsByWorkspace(present(manager), workspaceIds));
  }

  countAt(workspaceId: string, atMs: number): Promise<number> {
    return this.statements.run((manager) =>
      manager
        .createQueryBuilder(DeviceEntity, 'device')
        .where('device.workspaceId = :workspaceId AND device.createdAt <= :at', { workspaceId, at: toDate(atMs) })
        .andWhere('(device.removedAt IS NULL OR device.removedAt > :at)')
        .getCount(),
    );
  }

  insert(device: Device): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(DeviceEntity, fromDevice(device));
    });
  }

  update(device: Device): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromDevice(device);
      const { affected } = await manager.update(DeviceEntity, { id, workspaceId, ...PRESENT }, fields);
      if (affected === 0) throw new NotFoundError('device');
    });
  }
}

const present = (manager: EntityManager): SelectQueryBuilder<DeviceEntity> =>
  manager.createQueryBuilder(DeviceEntity, 'device').where('device.removedAt IS NULL');

function within(
  manager: EntityManager,
  workspaceId: string,
  among: AmongDevices,
  onlySandbox: boolean,
): SelectQueryBuilder<DeviceEntity> {
  const query = present(manager).andWhere('device.workspaceId = :workspaceId', { workspaceId });
  if (among !== null) query.andWhere('device.id = ANY(:ids)', { ids: [...among] });
  if (onlySandbox) query.andWhere(`device.provider = 'sandbox'`);
  return query;
}
