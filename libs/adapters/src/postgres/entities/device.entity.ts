import type { DeviceStatus } from '@latchkey/vocabulary';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('devices')
export class DeviceEntity {
  @PrimaryColumn('text', { name: 'id' })
  id!: string;

  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('text', { name: 'status' })
  status!: DeviceStatus;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
